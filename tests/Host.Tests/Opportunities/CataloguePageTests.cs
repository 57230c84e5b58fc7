using System.Net;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Pages;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Host.Tests.Opportunities;

[Collection(PageTests.Name)]
public sealed class CataloguePageTests(PageHost host)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("lead@example.org", "/desk/opportunities")]
    [InlineData("ana.kumanovo@example.org", "/opportunities")]
    public async Task A_search_leads_to_a_page_with_facts_in_every_language(string reader, string address)
    {
        var browser = host.SignedIn(await host.PersonAsync(reader));
        var list = await browser.ReadAsync($"{address}?q=twinning+town&status=all&currency=EUR&from=1000");
        var path = System.Text.RegularExpressions.Regex.Match(list, $"{address}/[0-9a-f-]{{36}}").Value;
        foreach (var language in Languages.All)
        {
            var page = await browser.ReadAsync($"{path}?lang={language}");
            Assert.Contains("CERV-2026-CITIZENS-TOWN-TT", page, StringComparison.Ordinal);
            Assert.Contains("Europe/Skopje", page, StringComparison.Ordinal);
            Assert.Contains("EUR", page, StringComparison.Ordinal);
            Assert.DoesNotMatch("(Opp|Fact|Elig|OppStatus|OppState)\\.[A-Z]", page);
            Assert.DoesNotMatch("(Opp|Fact|Elig|OppStatus|OppState|OppSort|Applicant|Country)\\.[A-Za-z]", await browser.ReadAsync($"{address}?lang={language}"));
        }
    }

    [Theory]
    [InlineData("?q=%22%27%28*&status=x&closesFrom=yesterday&from=-1&until=many&country=ZZ&state=x&sort=x&p=-3")]
    [InlineData("?p=9999&known=true&country=MK&applicant=government_municipal&theme=urban&funder=commission&opensFrom=2026-01-01&opensUntil=2027-01-01&closesUntil=9999-12-31")]
    public async Task No_address_fails(string query) =>
        Assert.Equal(HttpStatusCode.OK, (await host.SignedIn(await host.PersonAsync("lead@example.org")).GetAsync($"/desk/opportunities{query}")).StatusCode);

    [Fact]
    public async Task A_list_has_pages()
    {
        var browser = host.SignedIn(await host.PersonAsync("lead@example.org"));
        var seen = new HashSet<string>();
        foreach (var page in new[] { "", "&p=2" })
        {
            var found = System.Text.RegularExpressions.Regex.Matches(await browser.ReadAsync($"/desk/opportunities?status=all{page}"), "href=\"(/desk/opportunities/[0-9a-f-]{36})\"");
            Assert.Equal(20, found.Count(match => seen.Add(match.Groups[1].Value)));
        }
    }

    [Fact]
    public async Task A_search_is_kept_and_dropped_without_JavaScript()
    {
        var person = await host.NewPersonAsync(Roles.Coordinator);
        var browser = host.SignedIn(person);
        Assert.Contains("field-problem", await (await browser.SendAsync("/opportunities?q=youth", new Dictionary<string, string> { ["Name"] = "" }, "/opportunities?q=youth")).Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal("/opportunities?q=youth", (await browser.SendAsync("/opportunities?q=youth", new Dictionary<string, string> { ["Name"] = "Young <people>" }, "/opportunities?q=youth")).Headers.Location!.ToString());
        var page = await browser.ReadAsync("/opportunities");
        Assert.Contains("Young &lt;people&gt;", page, StringComparison.Ordinal);
        Assert.Contains("/opportunities?q=youth", page, StringComparison.Ordinal);
        var id = System.Text.RegularExpressions.Regex.Match(page, "name=\"id\" value=\"([0-9a-f-]{36})\"").Groups[1].Value;
        await browser.SendAsync("/opportunities", new Dictionary<string, string> { ["act"] = "drop", ["id"] = id });
        Assert.DoesNotContain("Young", await browser.ReadAsync("/opportunities"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_advisor_rejects_and_restores_and_a_city_does_not_see_what_was_rejected()
    {
        var advisor = await host.PersonAsync("advisor@example.org");
        var mediator = host.Services.GetRequiredService<MediatR.IMediator>();
        var facts = CatalogueWorld.Facts("For the page <test>", "PAGE-TEST-1") with { CloseDate = new TextDate("Deadline", "until the money is spent"), More = new([new("remark", "<script>x</script>")]) };
        var id = Assert.IsType<Entered>(await mediator.Send(new EnterOpportunity(Viewer.Of(advisor), "page-test", facts), Token)).Id;
        await mediator.Send(new EnterOpportunity(Viewer.Of(advisor), "page-test", facts with { Funding = new() { Max = new Money(12_500, "EUR") } }), Token);
        var (desk, city) = (host.SignedIn(advisor), host.SignedIn(await host.PersonAsync("ana.kumanovo@example.org")));
        var page = await city.ReadAsync($"/opportunities/{id}?lang=en");
        Assert.Contains("until the money is spent", page, StringComparison.Ordinal);
        Assert.Contains("<ins>12,500 EUR</ins>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);

        var path = $"/desk/opportunities/{id}";
        Assert.Equal(path, (await desk.SendAsync(path, new Dictionary<string, string> { ["act"] = "reject", ["reason"] = "TooLate", ["Note"] = "Next year" })).Headers.Location!.ToString());
        Assert.Contains("Next year", await desk.ReadAsync(path), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await city.GetAsync($"/opportunities/{id}")).StatusCode);
        await desk.SendAsync(path, new Dictionary<string, string> { ["act"] = "restore" });
        Assert.Equal(HttpStatusCode.OK, (await city.GetAsync($"/opportunities/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.SignedIn(host.ForeignCoordinator).GetAsync($"/opportunities/{id}")).StatusCode);
    }
}
