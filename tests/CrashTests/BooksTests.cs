using System.Globalization;
using Microsoft.Data.Sqlite;
using StrongCities.Crash.Tests.Books;
using StrongCities.Crash.Tests.Load;
using StrongCities.Crash.Tests.Scenarios;
using Xunit;

namespace StrongCities.Crash.Tests;

/// <summary>An audit that finds nothing must be able to: what was sound is spoiled in one place after the other.</summary>
public sealed class BooksTests(SoundBooks books) : IClassFixture<SoundBooks>
{
    private const string AStart = "(SELECT rowid FROM Instances WHERE CorrelationId LIKE 'crash-e%' AND SubStatus = 'Finished' LIMIT 1)";

    // One that waited. A timer whose moment had passed when its start was written has a history of one burst, without a gap to find.
    private const string ATimer = $"(SELECT Id FROM Instances WHERE {SoundBooks.AWaitedTimer} LIMIT 1)";

    private const string ADecision = "(SELECT Id FROM Decisions WHERE GrantId IS NOT NULL LIMIT 1)";

    private const string WithoutTheLast =
        $"DELETE FROM History WHERE InstanceId = {ATimer} AND Revision = (SELECT Revision FROM Instances WHERE Id = {ATimer})";

    private const string WithTheLastTwice =
        $"""
        INSERT INTO History (InstanceId, Revision, Journal, Records)
        SELECT InstanceId, Revision + 1, Journal, Records FROM History WHERE InstanceId = {ATimer} ORDER BY Revision DESC LIMIT 1
        """;

    [Fact]
    public void Sound_books_balance() => Assert.Empty(books.Balance(""));

    [Theory]
    [InlineData($"DELETE FROM Instances WHERE rowid = {AStart}", "was accepted, and is lost")]
    [InlineData(
        $"""
        INSERT INTO Instances (Id, DefinitionId, DefinitionVersionId, DefinitionVersion, CorrelationId, Status, SubStatus, IncidentCount, HasQuestions, State, Revision, CreatedAt, UpdatedAt)
        SELECT 'twin', DefinitionId, DefinitionVersionId, DefinitionVersion, CorrelationId, Status, SubStatus, IncidentCount, HasQuestions, State, Revision, CreatedAt, UpdatedAt
        FROM Instances WHERE rowid = {AStart}
        """,
        "was done 2 times")]
    [InlineData($"UPDATE Instances SET CorrelationId = 'crash-stray' WHERE rowid = {AStart}", "was started by nobody")]
    [InlineData($"UPDATE Instances SET SubStatus = 'Suspended' WHERE rowid = {AStart}", "its state says Finished/Finished")]
    [InlineData($"UPDATE Instances SET IncidentCount = 1 WHERE rowid = {AStart}", "counts 1 incidents, its state 0")]
    [InlineData($"UPDATE Instances SET HasQuestions = 1 WHERE rowid = {AStart}", "does not know whether it asks")]
    [InlineData($"UPDATE Instances SET State = substr(State, 1, 30) WHERE rowid = {AStart}", "cannot be read")]
    [InlineData($"UPDATE Instances SET State = (SELECT State FROM Instances WHERE Id = {ATimer}) WHERE rowid = {AStart}", "holds the state of")]
    [InlineData(WithoutTheLast, "never fired")]
    [InlineData("DELETE FROM Bookmarks WHERE InstanceId IN (SELECT InstanceId FROM Tasks WHERE State = 'Open' LIMIT 1)", "but its process does not wait")]
    [InlineData("UPDATE Bookmarks SET InstanceId = 'nobody'", "bookmarks, and 0 are stored")]
    [InlineData("DELETE FROM Cases WHERE rowid = (SELECT MAX(rowid) FROM Cases WHERE Kind = 'Request')", "was accepted, and is lost")]
    [InlineData("UPDATE Cases SET InstanceId = 'nobody' WHERE rowid = (SELECT MAX(rowid) FROM Cases WHERE Kind = 'Request')", "has no process of its own")]
    [InlineData("DELETE FROM CaseEvents WHERE Key = 'Event.Submitted'", "does not tell once that it was submitted")]
    [InlineData($"DELETE FROM Decisions WHERE Id = {ADecision}", "is Decided and has 0 decisions")]
    [InlineData(
        $"""
        INSERT INTO Decisions (TaskId, PersonId, Option, Fields, Channel, SeenDigest, SeenVersion, SteppedUp, At)
        SELECT TaskId, 'somebody else', Option, Fields, Channel, SeenDigest, SeenVersion, SteppedUp, At FROM Decisions WHERE Id = {ADecision}
        """,
        "is Decided and has 2 decisions")]
    [InlineData($"UPDATE Decisions SET Option = 'Other' WHERE Id = {ADecision}", "but Other was decided")]
    [InlineData("UPDATE Tasks SET Outcome = 'Other' WHERE State = 'Decided'", "its activity went another way")]
    [InlineData("DELETE FROM CaseEvents WHERE Key LIKE 'Event.Decided%'", "but its timeline tells of")]
    [InlineData("UPDATE Outbox SET State = 'Sending' WHERE Id = (SELECT MIN(Id) FROM Outbox)", "is left Sending")]
    [InlineData("UPDATE Outbox SET State = 'Dead', LastError = 'TimeoutException' WHERE Id = (SELECT MIN(Id) FROM Outbox)", "was given up: TimeoutException")]
    [InlineData("UPDATE Mails SET State = 'Queued' WHERE rowid = (SELECT MIN(rowid) FROM Mails WHERE State = 'Sent')", "still waits")]
    [InlineData("DELETE FROM Mails WHERE rowid = (SELECT MIN(rowid) FROM Mails WHERE State = 'Sent')", "nobody knows of it")]
    [InlineData("PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'IX_Cases_Number'", "The database is damaged")]
    [InlineData("DROP INDEX IX_Cases_Number; UPDATE Cases SET Number = (SELECT MIN(Number) FROM Cases)", "was given")]
    [InlineData("DELETE FROM Outbox WHERE Kind = 'mail'", "its outbox row")]
    [InlineData($"UPDATE Instances SET SubStatus = 'Suspended' WHERE rowid = {AStart}", "its event came 1 times")]
    [InlineData($"DELETE FROM History WHERE InstanceId = {ATimer} AND Revision = 1", "and has a history of")]
    [InlineData($"DELETE FROM History WHERE InstanceId = {ATimer} AND Revision = 1", "has gaps or repeats")]
    [InlineData(WithoutTheLast, "ends at journal entry")]
    [InlineData(WithoutTheLast, "its journal does not say so")]
    [InlineData(WithTheLastTwice, "completed 2 times")]
    [InlineData(WithTheLastTwice, "went on 2 times")]
    [InlineData("DELETE FROM History WHERE InstanceId IN (SELECT InstanceId FROM Tasks WHERE State = 'Decided')", "its activity completed 0 times")]
    public void A_spoiled_row_is_found(string spoil, string finding) =>
        Assert.Contains(books.Balance(spoil), found => found.Contains(finding, StringComparison.Ordinal));

    [Fact]
    public void A_mail_that_came_twice_is_found_unless_it_was_in_flight_at_a_kill()
    {
        var (id, copies) = books.Mails.First();
        var twice = new Dictionary<string, int>(books.Mails) { [id] = copies + 1 };
        Assert.Contains(books.Balance("", twice), found => found.Contains("came 2 times, and was in flight at 0 kills", StringComparison.Ordinal));

        books.Ledger.InFlight[id] = 1;
        Assert.Empty(books.Balance("", twice));
        books.Ledger.InFlight.Clear();
    }

    [Fact]
    public void A_mail_that_never_came_is_found()
    {
        var less = books.Mails.Skip(1).ToDictionary();
        Assert.Contains(books.Balance("", less), found => found.Contains("counts as sent, and never came", StringComparison.Ordinal));
    }

    [Fact]
    public void A_promise_that_was_not_kept_is_found()
    {
        books.Ledger.Events["crash-broken-promise"] = Fate.Accepted;
        Assert.Contains(books.Balance(""), found => found.Contains("crash-broken-promise was accepted, and is lost", StringComparison.Ordinal));
        books.Ledger.Events.TryRemove("crash-broken-promise", out _);
    }

    [Fact]
    public void Work_that_was_refused_and_done_is_found()
    {
        var start = books.Ledger.Starts.First(entry => entry.Value == Fate.Accepted).Key;
        books.Ledger.Starts[start] = Fate.Refused;
        Assert.Contains(books.Balance(""), found => found.Contains("was refused, and done all the same", StringComparison.Ordinal));
        books.Ledger.Starts[start] = Fate.Accepted;
    }

    [Fact]
    public void An_event_that_nobody_sent_is_found()
    {
        var (id, fate) = books.Ledger.Events.First(entry => entry.Value == Fate.Accepted);
        books.Ledger.Events.TryRemove(id, out _);
        Assert.Contains(books.Balance(""), found => found.Contains("nobody sent its event", StringComparison.Ordinal));
        books.Ledger.Events[id] = fate;
    }

    [Fact]
    public void A_timer_that_fired_before_its_time_is_found()
    {
        var (id, due) = books.Ledger.Timers.First(entry => books.Ledger.Starts[entry.Key] == Fate.Accepted);
        books.Ledger.Timers[id] = DateTimeOffset.MaxValue;
        Assert.Contains(books.Balance(""), found => found.Contains($"The timer of {id} fired before", StringComparison.Ordinal));
        books.Ledger.Timers[id] = due;
    }

    [Theory]
    [InlineData("DueAt = @in20", 0)]
    [InlineData("DueAt = @in20, Attempts = 1", 1)]
    [InlineData("DueAt = @in20 - 12000000000", 1)]
    public async Task A_digest_of_the_next_half_hour_is_not_waited_for_but_a_retry_is(string set, long left)
    {
        var in20 = DateTimeOffset.UtcNow.AddMinutes(20).UtcTicks.ToString(CultureInfo.InvariantCulture);
        var spoil = $"UPDATE Outbox SET State = 'Queued', {set.Replace("@in20", in20, StringComparison.Ordinal)} WHERE Id = (SELECT MIN(Id) FROM Outbox WHERE Kind = 'digest')";
        Assert.Equal(left, await Idle.LeftAsync(books.Spoiled(spoil)));
    }

    [Fact]
    public void What_a_client_complains_of_is_found()
    {
        books.Ledger.Complaints.Enqueue("a page answered 418");
        Assert.Contains(books.Balance(""), found => found.Contains("A client complains: a page answered 418", StringComparison.Ordinal));
        books.Ledger.Complaints.Clear();
    }
}

/// <summary>The books of a host that ran under load for a while and was stopped.</summary>
public sealed class SoundBooks : IAsyncLifetime
{
    internal const string AWaitedTimer = "CorrelationId LIKE 'crash-t%' AND Revision > 1";

    private const int Seed = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private World? world;

    internal Ledger Ledger => world!.Ledger;

    internal IReadOnlyDictionary<string, int> Mails { get; private set; } = new Dictionary<string, int>();

    public async ValueTask InitializeAsync()
    {
        world = new World();
        await world.Host.StartAsync();
        await using var crowd = new Crowd(world.Host, world.Ledger, world.Post, Seed);
        await Until.TrueAsync(
            async () => Ledger.Accepted(Ledger.Events) > 5 && Ledger.Accepted(Ledger.Requests) > 2 && Ledger.Accepted(Ledger.Decisions) > 3
                && await Rows.CountAsync(world.Host.Database, $"SELECT COUNT(*) FROM Instances WHERE {AWaitedTimer}") > 0,
            "there is something in the books",
            Patience,
            () => world.Host.Output);
        await crowd.FinishAsync(world.Host, Patience);
        await world.Host.StopAsync();
        Mails = world.Post.Taken;
    }

    public async ValueTask DisposeAsync()
    {
        if (world is not null)
        {
            await world.DisposeAsync();
        }
    }

    /// <summary>Balances a copy that was spoiled.</summary>
    internal IReadOnlyList<string> Balance(string spoil, IReadOnlyDictionary<string, int>? mails = null) =>
        Books.Balance.Of(Spoiled(spoil), Ledger, mails ?? Mails).Findings;

    /// <summary>A copy of the database that was spoiled.</summary>
    internal string Spoiled(string spoil)
    {
        var copy = Path.Combine(world!.Root, $"{Guid.NewGuid():n}.db");
        File.Copy(world.Host.Database, copy);
        if (spoil.Length > 0)
        {
            using var connection = new SqliteConnection($"Data Source={copy};Pooling=False;Foreign Keys=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = spoil;
            Assert.True(command.ExecuteNonQuery() > 0, "nothing was spoiled");
        }

        return copy;
    }
}
