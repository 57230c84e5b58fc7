using System.Net;
using System.Text.RegularExpressions;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Host.Tests.Pages;

/// <summary>An installation without sample data gets its cities here.</summary>
[Collection(PageTests.Name)]
public sealed class CityPagesTests(PageHost host)
{
    private static readonly Dictionary<string, string> Kratovo = new()
    {
        ["Name"] = "Kratovo", ["LocalName"] = "Кратово", ["Country"] = "MK", ["Calendar"] = "MK", ["Language"] = "mk", ["Population"] = "7545",
    };

    [Fact]
    public async Task A_lead_adds_a_city_then_its_first_person_and_changes_the_city()
    {
        var lead = host.SignedIn(await host.NewPersonAsync(Roles.HubLead, null));
        var answer = await lead.SendAsync("/desk/cities/city", Kratovo);
        Assert.Equal("/desk/cities", answer.Headers.Location?.ToString());

        var list = await lead.ReadAsync("/desk/cities");
        Assert.Contains("<bdi>Кратово</bdi>", WebUtility.HtmlDecode(list), StringComparison.Ordinal);
        var line = Regex.Match(list, "/desk/cities/city/([0-9a-f-]{36})\">Kratovo<.*?<a href=\"(/desk/people/new\\?CityId=\\1)\"", RegexOptions.Singleline);
        Assert.Matches($"<option value=\"{line.Groups[1].Value}\" selected=\"selected\">Kratovo", await lead.ReadAsync(line.Groups[2].Value));

        var page = $"/desk/cities/city/{line.Groups[1].Value}";
        Assert.Contains("value=\"7545\"", await lead.ReadAsync(page), StringComparison.Ordinal);
        await lead.SendAsync(page, new Dictionary<string, string>(Kratovo) { ["Population"] = "7600" });
        Assert.Contains("value=\"7600\"", await lead.ReadAsync(page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Population", "many")]
    [InlineData("Calendar", "")]
    [InlineData("Country", "Macedonia")]
    public async Task What_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(string field, string typed)
    {
        var lead = host.SignedIn(await host.NewPersonAsync(Roles.HubLead, null));
        var answer = await lead.SendAsync("/desk/cities/city", new Dictionary<string, string>(Kratovo) { [field] = typed });
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains($"id=\"{field}-problem\"", html, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(html, "class=\"field-problem\""));
        Assert.Contains("Кратово", html, StringComparison.Ordinal);
        Assert.Contains(typed, html, StringComparison.Ordinal);
    }
}
