using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Applications;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Pages;

/// <summary>The page of forms about an application, over HTTP.</summary>
[Collection(PageTests.Name)]
public sealed class ApplicationChangePageTests(PageHost host)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => host.Services.GetRequiredService<TimeProvider>().GetUtcNow();

    [Fact]
    public async Task What_cannot_be_read_is_told_and_what_was_typed_stays()
    {
        var (browser, path, id) = await PlantAsync();
        var answer = await browser.SendAsync(path, Typed("proposal", ("Title", "Lamps"), ("Requested", "12,5x"), ("Currency", "EUR"), ("StartsOn", "soon")));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await answer.TextAsync();
        Assert.Contains("value=\"12,5x\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"#Input_Requested\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"#Input_StartsOn\"", page, StringComparison.Ordinal);
        Assert.Equal("", (await FindAsync(id)).Proposal.Title);

        await browser.SendAsync(path, Typed("proposal", ("Title", "Lamps"), ("Requested", "1200.50"), ("Currency", "eur"), ("StartsOn", "2027-02-01")));
        var proposal = (await FindAsync(id)).Proposal;
        Assert.Equal(("Lamps", new Money(1200.50m, "EUR"), new DateOnly(2027, 2, 1)), (proposal.Title, proposal.Requested, proposal.StartsOn));
    }

    [Fact]
    public async Task A_call_may_have_days_of_its_own_for_questions_and_answers()
    {
        var (browser, path, id) = await PlantAsync();
        var closes = (await FindAsync(id)).Brief.ClosesAt!.Value;
        string At(int daysBefore) => TimeZoneInfo.ConvertTime(closes.AddDays(-daysBefore), TimeZoneInfo.FindSystemTimeZoneById("Europe/Skopje")).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);

        var wrong = await browser.SendAsync(path, Typed("deadlines", ("QuestionsCloseAt", At(2)), ("AnswersOutAt", At(4))));
        Assert.Contains("href=\"#Input_QuestionsCloseAt\"", await wrong.TextAsync(), StringComparison.Ordinal);
        Assert.Null((await FindAsync(id)).QuestionsCloseAt);

        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(path, Typed("deadlines", ("QuestionsCloseAt", At(4)), ("AnswersOutAt", At(2))))).StatusCode);
        var kept = await FindAsync(id);
        Assert.Equal((4, 2), ((closes - kept.QuestionsCloseAt!.Value).Days, (closes - kept.AnswersOutAt!.Value).Days));
        Assert.Contains($"value=\"{At(4)}\"", await browser.ReadAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proof_comes_with_its_file_once_and_at_the_citys_time()
    {
        var (browser, path, id) = await PlantAsync();
        var at = TimeZoneInfo.ConvertTime(Now.AddHours(-1), TimeZoneInfo.FindSystemTimeZoneById("Europe/Skopje"));
        var typed = Typed("proof", ("Number", "F-22"), ("ReceivedAt", at.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture)));
        Assert.Contains("href=\"#Proof\"", await (await browser.SendAsync(path, typed)).TextAsync(), StringComparison.Ordinal);
        Assert.Null((await FindAsync(id)).Receipt);

        (string, byte[]) file = ("proof.pdf", "%PDF-1.7 F-22"u8.ToArray());
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(path, typed, file: file, fileField: "Proof")).StatusCode);
        var receipt = (await FindAsync(id)).Receipt!;
        Assert.Equal(("F-22", at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute))), (receipt.Number, receipt.At));

        var again = await browser.SendAsync(path, typed, file: file, fileField: "Proof");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Contains("F-22", await again.TextAsync(), StringComparison.Ordinal);
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        Assert.Equal(receipt.FileId, (await db.Attachments.SingleAsync(kept => kept.CaseId == id, Token)).Id);
    }

    [Fact]
    public async Task Who_may_say_little_sees_little_and_the_lead_of_the_hub_may_not_withdraw()
    {
        var (_, path, id) = await PlantAsync();
        var secretary = await host.SignedIn(await host.NewPersonAsync(Roles.CouncilSecretary)).ReadAsync(path);
        Assert.Contains("id=\"session\"", secretary, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"proposal\"", secretary, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await host.SignedIn(await host.NewPersonAsync(Roles.Viewer)).GetAsync(path)).StatusCode);
        var lead = host.SignedIn(await host.PersonAsync("lead@example.org"));
        Assert.DoesNotContain("id=\"withdraw\"", await lead.ReadAsync(path), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await lead.SendAsync(path, Typed("withdraw", ("Reason", "The hub may not.")))).StatusCode);
        Assert.Null((await FindAsync(id)).Outcome);
    }

    private static Dictionary<string, string> Typed(string deed, params (string Field, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create($"Input.{field.Field}", field.Value))) { ["Deed"] = deed };

    private async Task<(Browser Browser, string Path, Guid Id)> PlantAsync()
    {
        var coordinator = await host.NewPersonAsync(Roles.Coordinator);
        var about = PlantedApplication.Of(coordinator, Now);
        await PlantedApplication.AddAsync(host.Services, about);
        return (host.SignedIn(coordinator), $"/applications/{about.Id}/change", about.Id);
    }

    private async Task<Application> FindAsync(Guid id)
    {
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        return await db.Cases.OfType<Application>().AsNoTracking().SingleAsync(about => about.Id == id, Token);
    }
}
