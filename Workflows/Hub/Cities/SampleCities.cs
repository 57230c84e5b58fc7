using System.Text.Json;
using System.Text.Json.Serialization;

namespace StrongCities.Hub.Cities;

/// <summary>
/// A real city for trying the hub out, with facts from GeoNames. A member city of a hub is entered by its staff, not taken
/// from here.
/// </summary>
/// <param name="Key">Lower-case ASCII letters and hyphens, unique, such as "novi-pazar".</param>
/// <param name="GeoNamesId">Its number at geonames.org.</param>
/// <param name="Name">Usual name in Latin letters.</param>
/// <param name="Country">ISO 3166-1 alpha-2; XK for Kosovo.</param>
/// <param name="Population">Inhabitants of the town, about 2020, as GeoNames has it; 5,000 to 400,000.</param>
/// <param name="Latitude">Degrees north, WGS 84.</param>
/// <param name="Longitude">Degrees east, WGS 84.</param>
/// <param name="TimeZone">IANA identifier.</param>
/// <param name="Languages">The country's languages by ISO 639-1, as GeoNames lists them.</param>
/// <param name="Calendar">Key of its working calendar; for Bosnia and Herzegovina that of the entity or district.</param>
/// <param name="MailLanguage">Language its mail is written in: en, sq, bs, sr-Latn, sr-Cyrl or mk. Our guess; the city decides.</param>
/// <param name="CyrillicName">Name in Cyrillic letters, where known.</param>
/// <param name="AlbanianName">Name in Albanian, where known.</param>
public sealed record SampleCity(
    string Key,
    [property: JsonPropertyName("geonameId")] int GeoNamesId,
    string Name,
    string Country,
    int Population,
    double Latitude,
    double Longitude,
    string TimeZone,
    IReadOnlyList<string> Languages,
    string Calendar,
    string MailLanguage,
    string? CyrillicName = null,
    string? AlbanianName = null);

/// <summary>Member-sized cities of the six countries, read once from a file that ships with the hub.</summary>
public static class SampleCities
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly Lazy<SampleFile> Sample = new(Load);

    /// <summary>The cities, in the order of the file.</summary>
    public static IReadOnlyList<SampleCity> All => Sample.Value.Cities;

    /// <summary>The credit that GeoNames' licence asks for. Show it wherever these cities are shown.</summary>
    public static string Attribution => Sample.Value.Attribution;

    private static SampleFile Load()
    {
        using var stream = typeof(SampleCities).Assembly.GetManifestResourceStream("StrongCities.Hub.Cities.SampleCities.json")!;
        return JsonSerializer.Deserialize<SampleFile>(stream, Strict)!;
    }

    private sealed record SampleFile(string Attribution, IReadOnlyList<SampleCity> Cities);
}
