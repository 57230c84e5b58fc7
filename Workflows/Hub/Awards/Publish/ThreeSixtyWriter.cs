using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using StrongCities.Hub.Cities;

namespace StrongCities.Hub.Awards.Publish;

/// <summary>An award that may be read by everybody, with what a grant tells besides.</summary>
/// <param name="Award">The award.</param>
/// <param name="City">Who got it.</param>
/// <param name="Programme">What the funder calls its opportunity.</param>
/// <param name="Paid">The instalments that have come.</param>
public sealed record PublicAward(Award Award, City City, string Programme, IReadOnlyList<Instalment> Paid);

/// <summary>
/// Writes awards as grants of 360Giving 1.4. Days are written as moments: the schema takes either, but in a way that validators which know
/// the format of days read differently.
/// </summary>
public static class ThreeSixtyWriter
{
    private const string Version = "1.4";
    private const int SlugLength = 40;

    /// <summary>One grant.</summary>
    /// <param name="released">What to tell.</param>
    /// <param name="prefix">The publisher's prefix, with which all identifiers begin.</param>
    /// <returns>The grant.</returns>
    public static JsonObject Write(PublicAward released, string prefix)
    {
        var (award, city) = (released.Award, released.City);
        var grant = new JsonObject
        {
            ["id"] = $"{prefix}-{award.Number}",
            ["title"] = award.Title,
            ["description"] = award.Summary is { Length: > 0 } summary ? summary : award.Title,
            ["currency"] = award.Awarded.Currency,
            ["amountAwarded"] = award.Awarded.Amount,
            ["awardDate"] = Day(award.AwardedOn),
            ["plannedDates"] = new JsonArray(new JsonObject { ["startDate"] = Day(award.StartsOn), ["endDate"] = Day(award.EndsOn) }),
            ["fundingOrganization"] = new JsonArray(new JsonObject { ["id"] = $"{prefix}-funder-{Slug(FunderOf(award))}", ["name"] = FunderOf(award) }),
            ["recipientOrganization"] = new JsonArray(new JsonObject { ["id"] = $"{prefix}-city-{city.Key}", ["name"] = city.Name, ["addressLocality"] = city.Name, ["addressCountry"] = city.Country }),
            ["beneficiaryLocation"] = new JsonArray(new JsonObject { ["name"] = city.Name }),
            ["grantProgramme"] = new JsonArray(new JsonObject { ["title"] = released.Programme }),
            ["fromOpenCall"] = "Yes",
            ["dateModified"] = Moment(award.PublishedAt ?? award.StatusSince),
        };
        if (award.Requested is { } asked && asked.Currency == award.Awarded.Currency)
        {
            grant["amountAppliedFor"] = asked.Amount;
        }

        // All instalments have the award's currency.
        if (released.Paid.Count > 0)
        {
            grant["amountDisbursed"] = released.Paid.Sum(part => (part.Paid ?? part.Amount).Amount);
        }

        return grant;
    }

    /// <summary>A package of grants.</summary>
    /// <param name="hub">Who publishes.</param>
    /// <param name="grants">At least one.</param>
    /// <param name="modified">When the newest was released.</param>
    /// <param name="options">Prefix and licence.</param>
    /// <returns>The package.</returns>
    public static JsonObject Package(RegionalHub hub, IEnumerable<JsonObject> grants, DateTimeOffset modified, AwardOptions options) => new()
    {
        ["version"] = Version,
        ["title"] = $"Awards of cities of {hub.Name}",
        ["identifier"] = $"{options.PublisherPrefix}-{hub.Key}",
        ["publisher"] = new JsonObject { ["identifier"] = options.PublisherPrefix, ["name"] = hub.Name },
        ["license"] = options.License,
        ["issued"] = Moment(modified),
        ["modified"] = Moment(modified),
        ["grants"] = new JsonArray([.. grants]),
    };

    private static string FunderOf(Award award) => award.Brief.Funder is { Length: > 0 } funder ? funder : "Not said";

    private static string Day(DateOnly day) => Moment(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // Of a name: what of it is plain letters and digits; a name that has none, or is longer, gets a digest of its own.
    private static string Slug(string name)
    {
        var plain = new string([.. name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')]).Trim('-');
        while (plain.Contains("--", StringComparison.Ordinal))
        {
            plain = plain.Replace("--", "-", StringComparison.Ordinal);
        }

        return plain.Length is > 2 and <= SlugLength && name.All(char.IsAscii) ? plain : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..16];
    }
}
