using Microsoft.Data.Sqlite;
using StrongCities.Crash.Tests.Load;

namespace StrongCities.Crash.Tests.Books;

/// <summary>
/// Compares what clients were told with what lies in the database and at the mail server. It reads the tables itself and shares no code with the
/// runtime but the form of an instance's state.
/// </summary>
internal sealed class Balance
{
    private readonly SqliteConnection database;
    private readonly Ledger ledger;
    private readonly IReadOnlyDictionary<string, int> mails;
    private readonly List<string> findings = [];

    private Balance(SqliteConnection database, Ledger ledger, IReadOnlyDictionary<string, int> mails)
    {
        this.database = database;
        this.ledger = ledger;
        this.mails = mails;
    }

    /// <summary>Balances the books of a host that is idle or stopped.</summary>
    /// <param name="path">The database.</param>
    /// <param name="ledger">What clients know.</param>
    /// <param name="mails">What the mail server took: how often each Message-ID.</param>
    /// <returns>How much there was, and whatever does not balance.</returns>
    public static BalanceSheet Of(string path, Ledger ledger, IReadOnlyDictionary<string, int> mails)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return new Balance(connection, ledger, mails).Read();
    }

    private BalanceSheet Read()
    {
        foreach (var row in Rows("PRAGMA integrity_check"))
        {
            Expect((string)row[0] == "ok", $"The database is damaged: {row[0]}");
        }

        // A digest waits for its morning.
        Nothing(
            "SELECT Id, Kind, State FROM Outbox WHERE State = 'Sending' OR (State = 'Queued' AND Kind NOT IN ('digest', 'board'))", "Outbox row {0} of kind {1} is left {2}");
        Nothing("SELECT Id, Kind, LastError FROM Outbox WHERE State = 'Dead' AND LastError <> 'No longer needed.'", "Outbox row {0} of kind {1} was given up: {2}");
        foreach (var complaint in ledger.Complaints.Distinct())
        {
            findings.Add($"A client complains: {complaint}");
        }

        Starts();
        Requests();
        Decisions();
        var duplicates = Mails();
        var histories = new Histories(ledger, findings);
        foreach (var instance in Instances())
        {
            histories.Check(instance);
        }

        histories.Close();
        return new BalanceSheet(findings)
        {
            Instances = histories.Instances,
            Events = histories.Events,
            Timers = histories.Timers,
            Requests = Ledger.Accepted(ledger.Requests),
            Decisions = Rows("SELECT COUNT(*) FROM Decisions").Select(row => (long)row[0]).Single(),
            Mails = mails.Count,
            Duplicates = duplicates,
        };
    }

    private void Starts()
    {
        var found = Rows($"SELECT CorrelationId, COUNT(*) FROM Instances WHERE CorrelationId LIKE '{Ledger.Mark}%' GROUP BY CorrelationId")
            .ToDictionary(row => (string)row[0], row => (long)row[1]);
        foreach (var (id, fate) in ledger.Starts)
        {
            Count(found.GetValueOrDefault(id), fate, $"start {id}");
        }

        foreach (var id in found.Keys.Where(id => !ledger.Starts.ContainsKey(id)))
        {
            findings.Add($"Instance {id} was started by nobody");
        }
    }

    private void Requests()
    {
        var found = Rows("SELECT FormId, COUNT(*), MIN(InstanceId) FROM Cases WHERE Kind = 'Request' GROUP BY FormId").ToDictionary(row => (string)row[0], row => ((long)row[1], (string)row[2]));
        foreach (var (id, fate) in ledger.Requests)
        {
            Count(found.GetValueOrDefault(id).Item1, fate, $"request {id}");
        }

        Nothing(
            "SELECT Number FROM Cases r WHERE (SELECT COUNT(*) FROM Instances i WHERE i.Id = r.InstanceId) <> 1", "Case {0} has no process of its own");
        Nothing("SELECT Number, COUNT(*) FROM Cases GROUP BY Number HAVING COUNT(*) > 1", "The number {0} was given {1} times");
        Nothing(
            "SELECT r.Number FROM Cases r WHERE r.Kind = 'Request' AND (SELECT COUNT(*) FROM CaseEvents e WHERE e.CaseId = r.Id AND e.Key = 'Event.Submitted') <> 1",
            "The timeline of {0} does not tell once that it was submitted");
    }

    private void Decisions()
    {
        var found = Rows("SELECT GrantId, COUNT(*) FROM Decisions WHERE GrantId IS NOT NULL GROUP BY GrantId").ToDictionary(row => (string)row[0], row => (long)row[1]);
        foreach (var (id, fate) in ledger.Decisions)
        {
            Count(found.GetValueOrDefault(id), fate, $"decision by link {id}");
        }

        Nothing(
            """
            SELECT t.Id, t.State, COUNT(d.Id) FROM Tasks t LEFT JOIN Decisions d ON d.TaskId = t.Id
            GROUP BY t.Id HAVING COUNT(d.Id) <> (t.State = 'Decided')
            """,
            "Task {0} is {1} and has {2} decisions");
        Nothing("SELECT t.Id, t.Outcome, d.Option FROM Tasks t JOIN Decisions d ON d.TaskId = t.Id WHERE t.Outcome IS NOT d.Option", "Task {0} ended with {1}, but {2} was decided");
        Nothing(
            """
            SELECT r.Number, (SELECT COUNT(*) FROM Decisions d JOIN Tasks t ON t.Id = d.TaskId WHERE t.CaseId = r.Id) AS Decided,
                   (SELECT COUNT(*) FROM CaseEvents e WHERE e.CaseId = r.Id AND (e.Key LIKE 'Event.Decided%' OR e.Key LIKE 'Event.Answered%')) AS Told
            FROM Cases r WHERE Decided <> Told
            """,
            "{0} has {1} decisions, but its timeline tells of {2}");
        Nothing(
            "SELECT Id, BookmarkId FROM Tasks t WHERE t.State = 'Open' AND NOT EXISTS (SELECT 1 FROM Bookmarks b WHERE b.Id = t.BookmarkId AND b.InstanceId = t.InstanceId)",
            "Task {0} is open, but its process does not wait at {1}");
    }

    /// <returns>Copies beyond the first.</returns>
    private int Mails()
    {
        var known = Rows("SELECT MessageId, State, Kind FROM Mails").ToDictionary(row => (string)row[0], row => ((string)row[1], (string)row[2]));
        foreach (var (id, (state, kind)) in known)
        {
            var copies = mails.GetValueOrDefault(id);
            var inFlight = ledger.InFlight.GetValueOrDefault(id);
            Expect(state != "Queued", $"Mail {id} ({kind}) still waits");
            Expect(state != "Sent" || copies >= 1, $"Mail {id} ({kind}) counts as sent, and never came");
            Expect(copies <= (state == "Sent" ? 1 : 0) + inFlight, $"Mail {id} ({kind}, {state}) came {copies} times, and was in flight at {inFlight} kills");
        }

        foreach (var id in mails.Keys.Where(id => !known.ContainsKey(id)))
        {
            findings.Add($"Mail {id} came, and nobody knows of it");
        }

        Nothing(
            "SELECT m.MessageId, m.State, o.State FROM Mails m LEFT JOIN Outbox o ON o.Key = 'mail:' || m.Key WHERE m.State = 'Sent' AND o.State IS NOT 'Sent'",
            "Mail {0} is {1}, its outbox row {2}");
        return mails.Values.Sum(copies => copies - 1);
    }

    /// <summary>Instances with all that is stored of them, one after the other.</summary>
    private IEnumerable<StoredInstance> Instances()
    {
        var bookmarks = Rows("SELECT InstanceId, Id FROM Bookmarks").ToLookup(row => (string)row[0], row => (string)row[1]);
        var tasks = Rows("SELECT InstanceId, Id, State, Outcome FROM Tasks")
            .ToLookup(row => (string)row[0], row => new StoredTask((string)row[1], (string)row[2], row[3] as string));
        foreach (var row in Rows("SELECT Id, CorrelationId, DefinitionId, Status, SubStatus, IncidentCount, Revision, State, HasQuestions FROM Instances"))
        {
            var id = (string)row[0];
            yield return new StoredInstance(id, row[1] as string, (string)row[2], (string)row[3], (string)row[4], (long)row[5], (long)row[6], (byte[])row[7], (long)row[8] != 0)
            {
                Bookmarks = [.. bookmarks[id]],
                Tasks = [.. tasks[id]],
                History = [.. Rows("SELECT Revision, Journal FROM History WHERE InstanceId = @0 ORDER BY Revision", id).Select(burst => ((long)burst[0], (byte[])burst[1]))],
            };
        }
    }

    private void Count(long found, Fate fate, string what)
    {
        Expect(found <= 1, $"The {what} was done {found} times");
        Expect(found > 0 || fate != Fate.Accepted, $"The {what} was accepted, and is lost");
        Expect(found == 0 || fate != Fate.Refused, $"The {what} was refused, and done all the same");
    }

    private void Nothing(string query, string finding)
    {
        foreach (var row in Rows(query))
        {
            findings.Add(string.Format(null, finding, row));
        }
    }

    private void Expect(bool holds, string finding)
    {
        if (!holds)
        {
            findings.Add(finding);
        }
    }

    private IEnumerable<object[]> Rows(string query, object? parameter = null)
    {
        using var command = database.CreateCommand();
        command.CommandText = query;
        if (parameter is not null)
        {
            command.Parameters.AddWithValue("@0", parameter);
        }

        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var row = new object[rows.FieldCount];
            rows.GetValues(row);
            yield return row;
        }
    }
}

/// <summary>How the books look.</summary>
/// <param name="Findings">What does not balance; empty when all is well.</param>
internal sealed record BalanceSheet(IReadOnlyList<string> Findings)
{
    /// <summary>The findings, a line each.</summary>
    public string Said => string.Join(Environment.NewLine, Findings);

    /// <summary>Instances that the clients started and that are there.</summary>
    public int Instances { get; init; }

    /// <summary>Events that resumed one.</summary>
    public int Events { get; init; }

    /// <summary>Timers that fired.</summary>
    public int Timers { get; init; }

    /// <summary>Requests of cities.</summary>
    public int Requests { get; init; }

    /// <summary>Decisions of people, those of the sample data among them.</summary>
    public long Decisions { get; init; }

    /// <summary>Different mails that came.</summary>
    public int Mails { get; init; }

    /// <summary>Copies beyond the first.</summary>
    public int Duplicates { get; init; }
}
