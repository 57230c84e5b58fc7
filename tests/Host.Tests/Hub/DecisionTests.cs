using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Tasks;
using Xunit;

namespace StrongCities.Host.Tests.Hub;

public sealed class DecisionTests
{
    private static readonly Dictionary<string, string> NoFields = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_decisions_at_once_decide_once()
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync();
        var (page, access) = await world.OpenTaskAsync(id);
        var options = new[] { "Accept", "Decline" };
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            () => world.SendAsync(new DecideTask(access, options[i % 2], "Because.", NoFields, page.Task.Version, page.Digest)), Token)));
        Assert.Single(results.OfType<TaskDecided>());
        var late = results.OfType<TaskEndedBefore>().ToList();
        Assert.Equal(19, late.Count);
        Assert.All(late, ended => Assert.Equal(page.Actor.Name, ended.Page.DeciderName));
        Assert.All(late, ended => Assert.Equal(HubWorld.Monday, ended.Page.Decision!.At));
        await using var db = world.Db();
        Assert.Equal(1, await db.Decisions.CountAsync(Token));
        Assert.Single(await world.MailsAsync(id), kind => kind is "C7" or "declined");
    }

    [Fact]
    public async Task Opening_links_changes_nothing_however_often()
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync();
        await world.SettleAsync();
        var token = await world.NewestTokenAsync("advisor@example.org");
        var before = Fingerprint(world);
        for (var i = 0; i < 20; i++)
        {
            var proven = Assert.IsType<GrantProven>(await world.SendAsync(new ProveGrant(token)));
            Assert.IsType<TaskPage>(await world.SendAsync(new OpenTask(new ByGrant(proven.PublicId))));
        }

        await world.SettleAsync();
        Assert.Equal(before, Fingerprint(world));
        Assert.Equal(CaseStatus.Triage, await world.StatusAsync(id));
    }

    [Fact]
    public async Task A_link_decides_and_afterwards_says_by_whom_and_when()
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync();
        await world.SettleAsync();
        var grant = Assert.IsType<GrantProven>(await world.SendAsync(new ProveGrant(await world.NewestTokenAsync("advisor@example.org"))));
        var page = Assert.IsType<TaskPage>(await world.SendAsync(new OpenTask(new ByGrant(grant.PublicId))));
        Assert.IsType<TaskDecided>(await world.SendAsync(new DecideTask(new ByGrant(grant.PublicId), "Accept", null, NoFields, page.Task.Version, page.Digest)));
        var after = Assert.IsType<TaskPage>(await world.SendAsync(new OpenTask(new ByGrant(grant.PublicId))));
        Assert.Equal(("Daniel Weber", "Accept", "link"), (after.DeciderName, after.Decision!.Option, after.Decision.Channel));
        Assert.Equal(grant.PublicId, after.Decision.GrantId);
        Assert.Equal(CaseStatus.Approval, await world.StatusAsync(id));
    }

    [Fact]
    public async Task Only_a_hash_of_each_secret_is_stored()
    {
        await using var world = await HubWorld.StartAsync();
        await world.SubmitAsync();
        await world.SettleAsync();
        var token = CapabilityToken.Read(await world.NewestTokenAsync("advisor@example.org"))!;
        await using var db = world.Db();
        var grant = await db.Grants.SingleAsync(g => g.PublicId == token.PublicId, Token);
        Assert.Equal(SHA256.HashData(token.Secret.Span), grant.SecretHash);
        Assert.DoesNotContain(await db.Mails.Select(mail => mail.Text).ToListAsync(Token), text => text.Contains("/t/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Forged_and_expired_links_are_told_apart()
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync();
        await world.SettleAsync();
        var token = await world.NewestTokenAsync("advisor@example.org");
        var (head, last) = (token[..^2], token[^2]);
        foreach (var forged in new[] { "", "x", head + (last == 'A' ? "BA" : "AA"), token[..12] + "." + new string('A', 27), "AAAAAAAAAAAA" + token[12..], token + "=", " " + token[1..] })
        {
            Assert.IsType<GrantForged>(await world.SendAsync(new ProveGrant(forged)));
        }

        var (page, _) = await world.OpenTaskAsync(id);
        await world.AdvanceAsync(TimeSpan.FromDays(40));
        Assert.IsType<GrantExpired>(await world.SendAsync(new ProveGrant(token)));
        Assert.IsType<TaskLinkExpired>(await world.SendAsync(new OpenTask(new ByGrant(token[..12]))));
        Assert.IsType<DecideExpired>(await world.SendAsync(new DecideTask(new ByGrant(token[..12]), "Accept", null, NoFields, page.Task.Version, page.Digest)));
        Assert.IsType<TaskNotFound>(await world.SendAsync(new OpenTask(new ByGrant("AAAAAAAAAAAA"))));
    }

    [Theory]
    [InlineData("Decline", null, "Comment", "Problem.Reason")]
    [InlineData("Decline", "   ", "Comment", "Problem.Reason")]
    [InlineData("Approve", null, "Option", "Problem.Choice")]
    [InlineData("", null, "Option", "Problem.Choice")]
    [InlineData("Accept", "4001", "Comment", "Problem.TooLong")]
    public async Task A_bad_decision_is_told_field_by_field_and_decides_nothing(string option, string? comment, string field, string problem)
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync();
        var (page, access) = await world.OpenTaskAsync(id);
        var words = comment == "4001" ? new string('x', 4001) : comment;
        var invalid = Assert.IsType<DecideInvalid>(await world.SendAsync(new DecideTask(access, option, words, NoFields, page.Task.Version, page.Digest)));
        Assert.Equal((field, problem), (Assert.Single(invalid.Problems).Field, invalid.Problems[0].Key));
        Assert.Equal(TaskState.Open, (await world.OpenTaskAsync(id)).Page.Task.State);
    }

    [Theory]
    [InlineData("Helper", null, "Problem.Required")]
    [InlineData("Advisor", "nobody", "Problem.Choice")]
    [InlineData("Advisor", "00000000-0000-0000-0000-000000000001", "Problem.Choice")]
    [InlineData("Shoe", "42", "Problem.UnknownField")]
    public async Task A_form_is_checked_field_by_field(string field, string? value, string problem)
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync();
        await world.DecideAsync(id, "Task.Triage", "Accept");
        await world.DecideAsync(id, "Task.Approval", "Approve");
        var (page, access) = await world.OpenTaskAsync(id);
        var fields = new Dictionary<string, string> { ["Advisor"] = page.Staff[0].Id.ToString(), ["Helper"] = "Us", [field] = value ?? "" };
        var invalid = Assert.IsType<DecideInvalid>(await world.SendAsync(new DecideTask(access, "Answered", null, fields, page.Task.Version, page.Digest)));
        Assert.Equal((field, problem), (Assert.Single(invalid.Problems).Field, invalid.Problems[0].Key));
    }

    [Fact]
    public async Task A_page_that_shows_something_else_than_what_is_now_is_stale()
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync();
        var (page, access) = await world.OpenTaskAsync(id);
        Assert.IsType<TaskPageStale>(await world.SendAsync(new DecideTask(access, "Accept", null, NoFields, page.Task.Version, new string('0', 64))));
        Assert.IsType<TaskPageStale>(await world.SendAsync(new DecideTask(access, "Accept", null, NoFields, page.Task.Version + 1, page.Digest)));
        Assert.Equal(CaseStatus.Triage, await world.StatusAsync(id));
    }

    [Fact]
    public async Task A_completion_can_not_be_decided_like_a_choice()
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync(HubWorld.CompleteForm() with { Wish = null });
        var (page, access) = await world.OpenTaskAsync(id);
        Assert.IsType<DecideInvalid>(await world.SendAsync(new DecideTask(access, "Answered", null, NoFields, page.Task.Version, page.Digest)));
        Assert.Equal(CaseStatus.Returned, await world.StatusAsync(id));
    }

    // Everything that a read could change by mistake.
    private static string Fingerprint(HubWorld world)
    {
        using var db = world.Db();
        return string.Join(
            '\n',
            db.Tasks.AsEnumerable().Select(t => $"{t.Id} {t.State} {t.Version}")
                .Concat(db.Instances.AsEnumerable().Select(i => $"{i.Id} {i.Revision}"))
                .Append($"{db.Grants.Count()} {db.Mails.Count()} {db.Outbox.Count()} {db.CaseEvents.Count()} {db.Decisions.Count()} {db.History.Count()}"));
    }
}
