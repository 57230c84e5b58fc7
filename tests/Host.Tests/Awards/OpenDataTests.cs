using System.Text.Json.Nodes;
using NJsonSchema;
using StrongCities.Host.Tests.Matching;
using StrongCities.Hub.Awards;
using StrongCities.Hub.Awards.Publish;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Opportunities;
using Xunit;

namespace StrongCities.Host.Tests.Awards;

/// <summary>What everybody may read of awards, checked against the schemas of 360Giving.</summary>
public sealed class OpenDataTests
{
    private static readonly Lazy<Task<JsonSchema>> Theirs =
        new(() => JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "Awards", "ThreeSixtyGiving", "360-giving-package-1.4.3.json")));

    private static readonly AwardOptions Options = new();

    private static readonly RegionalHub Hub = new() { Id = Guid.Empty, Key = "balkans", Name = "Western Balkans", NumberPrefix = "WB", Calendar = "MK", TimeZone = "Europe/Skopje", Email = "hub@example.org" };

    public static async Task<ICollection<NJsonSchema.Validation.ValidationError>> FaultsAsync(JsonNode package) => (await Theirs.Value).Validate(package.ToJsonString());

    [Fact]
    public async Task A_package_fits_the_schemas()
    {
        var package = Package(Released());
        Assert.Empty(await FaultsAsync(package));
        var grant = package["grants"]![0]!;
        Assert.Equal("360G-StrongCities-WB-W-2026-0001", (string)grant["id"]!);
        Assert.Equal("360G-StrongCities-funder-a-fund", (string)grant["fundingOrganization"]![0]!["id"]!);
        Assert.Equal(35_000m, (decimal)grant["amountDisbursed"]!);
        Assert.Null(grant["amountAppliedFor"]);
    }

    [Fact]
    public async Task A_spoilt_package_does_not_fit_them()
    {
        foreach (var spoil in new Action<JsonObject>[]
        {
            one => one.Remove("title"), one => one.Remove("awardDate"), one => one["currency"] = "Euro", one => one["amountAwarded"] = "100", one => one["awardDate"] = "soon",
            one => one["fundingOrganization"] = new JsonArray(), one => one["fromOpenCall"] = "Perhaps", one => one["recipientOrganization"]![0]!.AsObject().Remove("id"),
        })
        {
            var package = Package(Released());
            spoil(package["grants"]![0]!.AsObject());
            Assert.NotEmpty(await FaultsAsync(package));
        }

        Assert.NotEmpty(await FaultsAsync(ThreeSixtyWriter.Package(Hub, [], DateTimeOffset.UnixEpoch, Options)));
    }

    [Fact]
    public async Task Names_in_any_script_make_identifiers_and_no_country_is_left_out()
    {
        var award = Released(funder: "Фонд за градови", country: "XK", currency: "MKD");
        var package = Package(award);
        Assert.Empty(await FaultsAsync(package));
        Assert.Matches("^360G-StrongCities-funder-[0-9a-f]{16}$", (string)package["grants"]![0]!["fundingOrganization"]![0]!["id"]!);
        Assert.Equal("XK", (string)package["grants"]![0]!["recipientOrganization"]![0]!["addressCountry"]!);
        Assert.DoesNotContain("example.org", package.ToJsonString(), StringComparison.Ordinal);
    }

    private static JsonObject Package(PublicAward released) => ThreeSixtyWriter.Package(Hub, [ThreeSixtyWriter.Write(released, Options.PublisherPrefix)], released.Award.PublishedAt!.Value, Options);

    private static PublicAward Released(string funder = "A fund", string country = "MK", string currency = "EUR")
    {
        var award = new Award
        {
            Id = Guid.NewGuid(), HubId = Guid.Empty, CityId = Guid.Empty, Number = "WB-W-2026-0001", Title = "Lamps", StatusSince = default, OpenedAt = default, InstanceId = "i",
            OpportunityId = Guid.Empty, Brief = new OpportunityBrief(funder), ApplicationId = Guid.Empty, Awarded = new Money(100_000, currency), Requested = new Money(1, "USD"), Agreement = "A/1",
            AwardedOn = new(2026, 9, 10), InForceOn = new(2026, 9, 14), StartsOn = new(2026, 10, 1), EndsOn = new(2027, 3, 31), Terms = new AwardTerms(), PublishedAt = MatchSamples.Now,
        };
        var city = new City { Id = Guid.Empty, HubId = Guid.Empty, Key = "kumanovo", Name = "Kumanovo", Country = country, Calendar = "MK", TimeZone = "Europe/Skopje", Language = "mk" };
        var part = new Instalment { Id = Guid.NewGuid(), HubId = Guid.Empty, CityId = Guid.Empty, CaseId = award.Id, Number = 1, Kind = InstalmentKind.PreFinancing, Amount = new Money(35_000, currency), PaidOn = new(2026, 10, 14) };
        return new PublicAward(award, city, "Safer towns", [part]);
    }
}
