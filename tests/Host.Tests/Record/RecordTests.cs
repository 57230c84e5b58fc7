using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Tasks;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Record;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Persistence;
using Xunit;
using static StrongCities.Host.Tests.Tasks.TaskProcess;
using static StrongCities.Host.Tests.Tasks.TaskWorld;

namespace StrongCities.Host.Tests.Record;

/// <summary>Somebody with a hand on the database changes what people decided.</summary>
public sealed class RecordTests
{
    private const string MoveLast = "UPDATE Decisions SET Position = 9 WHERE Position = 2";

    // A row that looks like the last vote, by hand.
    private const string Copy = """
        INSERT INTO TaskActs (TaskId, Kind, PersonId, Reason, Channel, TaskVersion, At, CaseId, Position, Before, Hash)
        SELECT TaskId, 'Reminded', PersonId, 'Never said.', 'desk', 1, At, {0}, {1}, Before, Hash FROM TaskActs
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Votes_and_acts_of_a_case_are_one_chain_that_holds()
    {
        await using var world = await VotedAsync();
        var report = await VerifyAsync(world);
        Assert.Empty(report.Findings);
        Assert.Equal(3, report.Rows);
        await using var db = world.Hub.Db();
        var votes = await db.Decisions.OrderBy(vote => vote.Position).ToListAsync(Token);
        var act = await db.TaskActs.SingleAsync(Token);
        Assert.Equal([1, 2, 3], [.. votes.Select(vote => vote.Position), act.Position]);
        Assert.Equal(["", votes[0].Hash, votes[1].Hash], [votes[0].Before, votes[1].Before, act.Before]);
        Assert.Equal(act.Hash, (await db.CaseSeals.SingleAsync(Token)).Hash);
    }

    [Theory]
    [InlineData("UPDATE Decisions SET Option = 'Decline' WHERE Position = 1", "Changed vote 1")]
    [InlineData("UPDATE Decisions SET Comment = NULL WHERE Position = 2", "Changed vote 2")]
    [InlineData("UPDATE Decisions SET PersonId = (SELECT PersonId FROM TaskActs) WHERE Position = 2", "Changed vote 2")]
    [InlineData("UPDATE Decisions SET At = At + 1, Hash = 'AA' WHERE Position = 1", "Changed vote 1|Changed vote 2")]
    [InlineData("UPDATE TaskActs SET Channel = 'desk'; UPDATE TaskActs SET Channel = 'portal'", "Changed act 1")]
    [InlineData("DELETE FROM Decisions WHERE Position = 1", "Removed 1")]
    [InlineData("DELETE FROM Decisions", "Removed 1-2")]
    [InlineData("DELETE FROM TaskActs", "Removed 3")]
    [InlineData("DELETE FROM Decisions; DELETE FROM TaskActs", "Removed 1-3")]
    [InlineData("DELETE FROM TaskActs; DELETE FROM CaseSeals", "SealBroken ")]
    [InlineData("DELETE FROM TaskActs; UPDATE CaseSeals SET Rows = 2, Hash = (SELECT Hash FROM Decisions WHERE Position = 2)", "SealBroken ")]
    [InlineData(MoveLast, "Inserted vote 2|Removed 2")]
    [InlineData("UPDATE Decisions SET CaseId = NULL WHERE Position = 1", "Inserted vote 1|Removed 1")]
    public async Task What_was_changed_or_removed_is_named(string tampering, string findings)
    {
        await using var world = await VotedAsync();
        await TamperAsync(world, tampering);
        Assert.Equal(findings, Text((await VerifyAsync(world)).Findings));
    }

    [Theory]
    [InlineData("NULL", "0", "Inserted act 2")]
    [InlineData("CaseId", "0", "Inserted act 2")]
    [InlineData("CaseId", "3", "Inserted act 2")]
    [InlineData("CaseId", "4", "Inserted act 2")]
    public async Task What_was_put_in_is_named(string caseId, string position, string findings)
    {
        await using var world = await VotedAsync();
        await TamperAsync(world, Copy.Replace("{0}", caseId, StringComparison.Ordinal).Replace("{1}", position, StringComparison.Ordinal));
        Assert.Equal(findings, Text((await VerifyAsync(world)).Findings));
    }

    [Fact]
    public async Task Staff_see_it_on_the_case()
    {
        await using var world = await VotedAsync();
        var lead = await world.Hub.ViewerAsync(Lead);
        var whole = (await world.Hub.SendAsync(new GetCase(lead, world.RequestId)))!.Record;
        Assert.Equal((3, 0), (whole.Rows, whole.Findings.Count));
        await TamperAsync(world, "DELETE FROM Decisions WHERE Position = 2");
        Assert.Equal("Removed 2", Text((await world.Hub.SendAsync(new GetCase(lead, world.RequestId)))!.Record.Findings));
    }

    [Fact]
    public async Task An_earlier_state_of_the_whole_database_does_not_hold_what_an_anchor_saw()
    {
        await using var world = await VotedAsync();
        await using var db = world.Hub.Db();
        var seal = await db.CaseSeals.AsNoTracking().SingleAsync(Token);
        var vote = await db.Decisions.AsNoTracking().SingleAsync(one => one.Position == 2, Token);
        var now = (await VerifyAsync(world)).Anchors;
        RecordAnchor then = new(seal.CaseId, 2, vote.Hash);
        Assert.Empty((await VerifyAsync(world, [then, .. now])).Findings);

        // As it was before the last act: all hashes are the hub's own.
        await TamperAsync(world, "DELETE FROM TaskActs; DELETE FROM CaseSeals");
        await CommitAsync(world, runtime => runtime.Add(new CaseSeal { CaseId = seal.CaseId, Rows = 2, Hash = vote.Hash, Mac = RecordHash.OfSeal(Key(world), new CaseSeal { CaseId = seal.CaseId, Rows = 2, Hash = vote.Hash }) }));
        Assert.Empty((await VerifyAsync(world, [then])).Findings);
        Assert.Equal("Rewound 3", Text((await VerifyAsync(world, [then, .. now])).Findings));
    }

    [Fact]
    public async Task The_hub_itself_can_neither_change_nor_delete_a_row()
    {
        await using var world = await VotedAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => CommitAsync(world, db => db.Remove(db.Decisions.First())));
        await Assert.ThrowsAsync<InvalidOperationException>(() => CommitAsync(world, db => db.Entry(db.TaskActs.First()).Property(act => act.Channel).CurrentValue = "portal"));
        Assert.Empty((await VerifyAsync(world)).Findings);
    }

    [Fact]
    public async Task Rows_from_before_there_was_a_record_are_linked_once()
    {
        await using var world = await VotedAsync();
        await TamperAsync(world, "UPDATE Decisions SET CaseId = NULL, Position = 0, Before = '', Hash = ''; UPDATE TaskActs SET CaseId = NULL, Position = 0, Before = '', Hash = ''; DELETE FROM CaseSeals");
        await world.Hub.RestartAsync();
        Assert.Equal("Inserted act 1|Inserted vote 1|Inserted vote 2", Text((await VerifyAsync(world)).Findings));

        File.Delete(Path.Combine(world.Hub.DataFolder, "record-key"));
        await world.Hub.RestartAsync();
        var report = await VerifyAsync(world);
        Assert.Empty(report.Findings);
        Assert.Equal((3, 3), (report.Rows, Assert.Single(report.Anchors).Rows));
    }

    private static async Task<TaskWorld> VotedAsync()
    {
        var world = await StartAsync(Step.Decision("HubLead", ("Quorum", "Count"), ("Needed", 2)));
        Assert.IsType<TaskVoted>(await world.AnswerAsync(Lead, "Approve"));
        Assert.IsType<TaskDecided>(await world.AnswerAsync(SecondLead, "Approve"));
        Assert.IsType<TaskEndedBefore>(await world.AnswerAsync(ThirdLead, "Decline"));
        return world;
    }

    private static Task<RecordReport> VerifyAsync(TaskWorld world, params IReadOnlyList<RecordAnchor> anchors) => world.Hub.SendAsync(new VerifyRecord(anchors));

    private static byte[] Key(TaskWorld world) => Convert.FromHexString(File.ReadAllText(Path.Combine(world.Hub.DataFolder, "record-key")));

    private static async Task TamperAsync(TaskWorld world, string sql)
    {
        await using var db = world.Hub.Db();
        await db.Database.OpenConnectionAsync(Token);
        await db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = OFF", Token);
        Assert.True(await db.Database.ExecuteSqlRawAsync(sql, Token) > 0);
    }

    private static Task<bool> CommitAsync(TaskWorld world, Action<HubDb> change) => world.Hub.Services.GetRequiredService<CommitQueue>().CommitAsync(
        (db, _) =>
        {
            change(db.Hub());
            return Task.FromResult(UnitResult.Keep(true));
        },
        Token);

    private static string Text(IEnumerable<RecordFinding> findings) =>
        string.Join('|', findings.Select(finding => $"{finding.Fault} {finding.Row}").Order(StringComparer.Ordinal));
}
