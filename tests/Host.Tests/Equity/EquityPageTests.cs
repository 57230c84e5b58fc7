using System.Net;
using StrongCities.Host.Tests.Pages;
using StrongCities.Hub.Cities;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Host.Tests.Equity;

/// <summary>The grid of cities and quarters, and its file.</summary>
[Collection(PageTests.Name)]
public sealed class EquityPageTests(PageHost host)
{
    [Fact]
    public async Task The_lead_sees_numbers_with_words_and_chooses_what_is_counted()
    {
        var lead = host.SignedIn(await host.NewPersonAsync(Roles.HubLead, null));
        var page = WebUtility.HtmlDecode(await lead.ReadAsync("/desk/equity"));
        Assert.All(["Never got help", "Got help: how often in each quarter", "<th scope=\"row\">Kumanovo", "equity-0\">0<"], text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.Contains("Told of an opportunity: how often", WebUtility.HtmlDecode(await lead.ReadAsync("/desk/equity?kind=Alerted")), StringComparison.Ordinal);
        Assert.Contains("Got help: how often", WebUtility.HtmlDecode(await lead.ReadAsync("/desk/equity?kind=99")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_has_every_city_and_kind_and_no_formula()
    {
        await host.ChangeAsync(db => db.Add(new City
        {
            Id = Guid.NewGuid(), HubId = host.ForeignCoordinator.HubId, Key = "zz-formula", Name = "=HYPERLINK(1)", Country = "RS", Calendar = "RS", TimeZone = "Europe/Belgrade", Language = "en",
        }));
        var file = await host.SignedIn(await host.PersonAsync("foreign-lead@example.org")).GetAsync("/exports/equity.csv");
        Assert.Equal("text/csv", file.Content.Headers.ContentType!.MediaType);
        var lines = (await file.TextAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1 + (2 * 4), lines.Length);
        Assert.Equal(13, lines[0].Split(',').Length);
        Assert.StartsWith("'=HYPERLINK(1),RS,0,Told of an opportunity,0,0,0,0,0,0,0,0,0", lines[1], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("Niš,RS,0,Got help,", StringComparison.Ordinal));
    }
}
