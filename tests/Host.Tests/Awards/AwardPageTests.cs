using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Pages;
using StrongCities.Hub.Awards;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Awards;

/// <summary>The pages of an award, in the portal and at the desk, and the open data that follows.</summary>
[Collection(PageTests.Name)]
public sealed class AwardPageTests(PageHost host)
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow);

    [Fact]
    public async Task A_city_says_what_happened_until_the_award_is_closed_and_public()
    {
        var award = await OpenAsync("bitola");
        var path = $"/awards/{award.Id}";
        var city = host.SignedIn(await host.NewPersonAsync(Roles.Coordinator, "bitola"));
        var page = WebUtility.HtmlDecode(await city.ReadAsync(path));
        foreach (var text in new[] { "Lamps for the old town", "100,000 EUR", "Final report 1", "Balance", "To do", "after its report" })
        {
            Assert.Contains(text, page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Received:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"close\"", page, StringComparison.Ordinal);

        // Refused with a reason, and what was typed stays.
        var wrong = await (await city.SendAsync(path, await PayingAsync(award, "1500,-", "EUR"))).TextAsync();
        Assert.Contains("Write an amount such as 1500", wrong, StringComparison.Ordinal);
        Assert.Contains("value=\"1500,-\"", wrong, StringComparison.Ordinal);
        Assert.Contains("paid in EUR, not in MKD", await (await city.SendAsync(path, await PayingAsync(award, "35000", "MKD"))).TextAsync(), StringComparison.Ordinal);
        var early = new Dictionary<string, string>
        {
            ["Act"] = "amendment", ["Input.Change"] = "A month more.", ["Input.Reason"] = "Rain.", ["Input.HoldsFrom"] = $"{Today.AddDays(5):yyyy-MM-dd}",
        };
        Assert.Contains("at least 30 days", await (await city.SendAsync(path, early)).TextAsync(), StringComparison.Ordinal);

        foreach (var part in await PartsAsync(award))
        {
            var paid = await city.SendAsync(path, await PayingAsync(award, part.Amount.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture), "EUR", part));
            Assert.Equal($"{path}?saved=true", paid.Headers.Location?.OriginalString);
        }

        Assert.Contains("Received: 100,000 EUR", WebUtility.HtmlDecode(await city.ReadAsync(path)), StringComparison.Ordinal);
        // The report goes along with saying that it is in.
        var submitted = await city.SendAsync(path, Saying(ObligationState.Submitted, (await OwedAsync(award)).Id), file: ("final.txt", "All lamps burn."u8.ToArray()));
        Assert.Equal($"{path}?saved=true", submitted.Headers.Location?.OriginalString);
        Assert.Contains("final.txt", await city.ReadAsync(path), StringComparison.Ordinal);
        Assert.NotNull((await OwedAsync(award)).FileId);
        // The story says days as its reader does.
        Assert.DoesNotMatch(@"<span>[^<]*\d{4}-\d\d-\d\d", await city.ReadAsync(path));
        await city.SendAsync(path, Saying(ObligationState.Accepted, (await OwedAsync(award)).Id));

        await host.SettleAsync();
        Assert.Contains("the award is closed", await city.ReadAsync(path), StringComparison.Ordinal);

        // The last report was the last thing owed; now the coordinator lets everybody read.
        var data = await host.NewBrowser().GetAsync("/360giving/grants.json?hub=western-balkans");
        var before = data.StatusCode == HttpStatusCode.OK ? await data.TextAsync() : "";
        Assert.DoesNotContain(award.Number, before, StringComparison.Ordinal);
        await city.SendAsync(path, new Dictionary<string, string> { ["Act"] = "release", ["Input.IsPublic"] = "true", ["Input.Summary"] = "Lamps where people were afraid." });
        var package = JsonNode.Parse(await host.NewBrowser().ReadAsync("/360giving/grants.json?hub=western-balkans"))!;
        Assert.Empty(await OpenDataTests.FaultsAsync(package));
        Assert.Equal("Lamps where people were afraid.", (string)package["grants"]!.AsArray().Single(one => ((string)one!["id"]!).EndsWith(award.Number, StringComparison.Ordinal))!["description"]!);
        await city.SendAsync(path, new Dictionary<string, string> { ["Act"] = "release", ["Input.IsPublic"] = "false" });
        // The sample's own stays.
        package = JsonNode.Parse(await host.NewBrowser().ReadAsync("/360giving/grants.json?hub=western-balkans"))!;
        Assert.DoesNotContain(package["grants"]!.AsArray(), one => ((string)one!["id"]!).EndsWith(award.Number, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_advisor_sees_the_same_at_the_desk_and_can_end_it()
    {
        var award = await OpenAsync("tetovo");
        var path = $"/desk/awards/{award.Id}";
        var desk = host.SignedIn(await host.PersonAsync("advisor@example.org"));
        Assert.Contains("value=\"close\"", await desk.ReadAsync(path), StringComparison.Ordinal);
        Assert.Contains(path, await desk.ReadAsync($"/desk/cases/{award.Id}"), StringComparison.Ordinal);
        var open = await (await desk.SendAsync(path, new Dictionary<string, string> { ["Act"] = "close", ["Input.End"] = "Fulfilled", ["Input.EndReason"] = "Done." })).TextAsync();
        Assert.Contains("Not everything is accepted yet", open, StringComparison.Ordinal);
        await desk.SendAsync(path, new Dictionary<string, string> { ["Act"] = "obligation", ["Input.Kind"] = "Deliverable", ["Input.Name"] = "A <map>", ["Input.DueOn"] = $"{Today.AddDays(60):yyyy-MM-dd}" });
        Assert.Contains("A &lt;map&gt;", await desk.ReadAsync(path), StringComparison.Ordinal);
        await desk.SendAsync(path, new Dictionary<string, string> { ["Act"] = "close", ["Input.End"] = "Cancelled", ["Input.EndReason"] = "Given back." });
        await host.SettleAsync();
        var page = await desk.ReadAsync(path);
        Assert.Contains("The agreement has ended early", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"close\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_look_gets_no_forms_and_strangers_get_nothing()
    {
        var award = await OpenAsync("gostivar");
        var looker = await host.SignedIn(await host.NewPersonAsync(Roles.Viewer, "gostivar")).ReadAsync($"/awards/{award.Id}");
        Assert.Contains("Final report 1", WebUtility.HtmlDecode(looker), StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"Act\"", looker, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await host.SignedIn(host.ForeignCoordinator).GetAsync($"/awards/{award.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.SignedIn(await host.NewPersonAsync(Roles.Coordinator, "kumanovo")).GetAsync($"/awards/{award.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.NewBrowser().GetAsync("/360giving/grants.json?hub=nowhere")).StatusCode);
    }

    private async Task<Award> OpenAsync(string city)
    {
        var application = await AwardWorld.AddApplicationAsync(host.Services, city);
        var facts = new AwardFacts(new Money(100_000, "EUR"), "IPA/1", Today.AddDays(-20), Today.AddDays(-10), Today, Today.AddDays(200));
        await AwardWorld.OpenAsync(host.Services, application, facts);
        await host.SettleAsync();
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        return await db.Cases.OfType<Award>().AsNoTracking().SingleAsync(award => award.ApplicationId == application);
    }

    private async Task<Dictionary<string, string>> PayingAsync(Award award, string amount, string currency, Instalment? part = null) => new()
    {
        ["Act"] = "paid", ["Input.InstalmentId"] = $"{(part ?? (await PartsAsync(award))[0]).Id}", ["Input.Paid"] = amount, ["Input.Currency"] = currency, ["Input.PaidOn"] = $"{Today.AddDays(-1):yyyy-MM-dd}",
    };

    private static Dictionary<string, string> Saying(ObligationState state, Guid owed) => new()
    {
        ["Act"] = "report", ["Input.ObligationId"] = $"{owed}", ["Input.State"] = $"{state}",
    };

    private async Task<IReadOnlyList<Instalment>> PartsAsync(Award award)
    {
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        return await db.Instalments.AsNoTracking().Where(part => part.CaseId == award.Id).OrderBy(part => part.Number).ToListAsync();
    }

    private async Task<Obligation> OwedAsync(Award award)
    {
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        return await db.Obligations.AsNoTracking().SingleAsync(owed => owed.CaseId == award.Id);
    }
}
