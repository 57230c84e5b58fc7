using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Experts;
using StrongCities.Hub.Tasks;
using Xunit;
using static StrongCities.Host.Tests.Experts.ExpertWorld;

namespace StrongCities.Host.Tests.Experts;

/// <summary>Whoever has a personal interest sees nothing of the case any more, whichever way they try, and it is on record.</summary>
public sealed class RecusalTests
{
    private const string Colleague = "advisor@example.org";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_candidate_sees_no_papers_before_the_declaration_and_nothing_after_stepping_aside()
    {
        await using var world = await StartAsync();
        await world.ToMatchingAsync();
        await world.ProposeAsync(Ana, Ben);
        await world.AnswerAsync(Advisor, "Task.Shortlist", "ListReady");
        var way = await world.WayAsync(Ana, "Task.AskCandidate");
        var page = Assert.IsType<TaskPage>(await world.Hub.SendAsync(new OpenTask(way)));
        Assert.Equal((true, "", 0), (page.HidesCase, page.Case.Title, page.Attachments.Count));
        await world.Hub.AdvanceAsync(TimeSpan.FromHours(3));
        Assert.DoesNotContain("Safe schools", await world.Hub.NewestMailAsync(Ana), StringComparison.Ordinal);
        Assert.Equal("Problem.Declare", Assert.IsType<DecideInvalid>(await world.TryAsync(Ana, "Task.AskCandidate", "Help")).Problems[0].Key);

        Assert.IsType<SteppedAside>(await world.Hub.SendAsync(new StepAside(way, "I sit on its board.")));
        await world.Hub.SettleAsync();
        Assert.Equal((CandidateState.Recused, Ben), (await world.StateAsync(Ana), await world.AskedAsync("Task.AskCandidate")));
        Assert.IsType<TaskSteppedAside>(await world.Hub.SendAsync(new OpenTask(way)));
        Assert.IsType<DecideNotFound>(await world.Hub.SendAsync(new DecideTask(way, "Help", null, new Dictionary<string, string>(), 1, "")));
        Assert.IsType<ProposeRefused>(await world.Hub.SendAsync(new ProposeCandidate(await world.Hub.ViewerAsync(Advisor), world.RequestId, await world.EntryAsync(Ana))));

        await using var db = world.Hub.Db();
        var person = (await world.Hub.PersonAsync(Ana)).Id;
        Assert.True(await db.Recusals.AnyAsync(r => r.CaseId == world.RequestId && r.PersonId == person, Token));
        Assert.Equal("I sit on its board.", (await db.TaskActs.SingleAsync(a => a.Kind == TaskActKind.SteppedAside, Token)).Reason);
        var mails = await db.Mails.CountAsync(m => m.CaseId == world.RequestId && m.ToPersonId == person, Token);
        await world.Hub.AdvanceAsync(TimeSpan.FromDays(30));
        Assert.Equal(mails, await db.Mails.CountAsync(m => m.CaseId == world.RequestId && m.ToPersonId == person, Token));
    }

    [Fact]
    public async Task A_colleagues_interest_is_recorded_and_hides_the_case_on_every_page_and_list()
    {
        await using var world = await StartAsync();
        await world.ToMatchingAsync();
        await world.AddAsync(HelperKind.Staff, Colleague, ["mk"], ["youth"]);
        await world.ProposeAsync(Colleague);
        var (advisor, hidden) = (await world.Hub.ViewerAsync(Advisor), await world.Hub.ViewerAsync(Colleague));
        Assert.NotNull(await world.Hub.SendAsync(new RankCandidates(hidden, world.RequestId)));
        Assert.IsType<RecuseInvalid>(await world.Hub.SendAsync(new Recuse(advisor, world.RequestId, hidden.PersonId, " ")));
        Assert.IsType<RecuseNotFound>(await world.Hub.SendAsync(new Recuse(hidden, world.RequestId, hidden.PersonId, "Me.")));
        Assert.IsType<RecuseNotFound>(await world.Hub.SendAsync(new Recuse(advisor, world.RequestId, (await world.Hub.PersonAsync(Asker)).Id, "Asks.")));
        Assert.IsType<Recused>(await world.Hub.SendAsync(new Recuse(advisor, world.RequestId, hidden.PersonId, "A cousin of the mayor.")));
        Assert.IsType<RecuseNotFound>(await world.Hub.SendAsync(new Recuse(advisor, world.RequestId, hidden.PersonId, "Twice.")));

        Assert.Null(await world.Hub.SendAsync(new GetCase(hidden, world.RequestId)));
        Assert.Null(await world.Hub.SendAsync(new RankCandidates(hidden, world.RequestId)));
        Assert.IsType<ProposeNotFound>(await world.Hub.SendAsync(new ProposeCandidate(hidden, world.RequestId, await world.EntryAsync(Ana))));
        Assert.IsType<LogDayNotFound>(await world.Hub.SendAsync(new LogDay(hidden, world.RequestId, new DateOnly(2026, 9, 14), "Talks.")));
        Assert.IsType<RecuseNotFound>(await world.Hub.SendAsync(new Recuse(hidden, world.RequestId, advisor.PersonId, "Back.")));
        Assert.Equal(0, (await world.Hub.SendAsync(new ListRequests(hidden))).Total);
        Assert.Empty(await world.Hub.SendAsync(new ListMyTasks(hidden)));
        var instance = (await world.Hub.RequestAsync(world.RequestId)).InstanceId;
        Assert.False(await world.Hub.SendAsync(new MaySeeRun(hidden.PersonId, instance)));
        await using (var seen = world.Hub.Db(hidden))
        {
            Assert.False(await seen.Candidates.AnyAsync(Token) || await seen.Tasks.AnyAsync(Token) || await seen.CaseEvents.AnyAsync(Token) || await seen.Mails.AnyAsync(m => m.CaseId != null, Token));
            Assert.False(await seen.SeenInstances.AnyAsync(row => row.Id == instance, Token));
        }

        Assert.Equal(CandidateState.Recused, await world.StateAsync(Colleague));
        await using var db = world.Hub.Db();
        var line = await db.CaseEvents.SingleAsync(e => e.Key == "Event.Recused", Token);
        Assert.Equal((advisor.PersonId, false, "A cousin of the mayor."), (line.ActorId!.Value, line.CitySees, line.Values[1]));
    }
}
