using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json.Nodes;
using StrongCities.Crash.Tests.Load;
using StrongCities.Engine.Execution;

namespace StrongCities.Crash.Tests.Books;

/// <summary>Checks instance by instance that columns, state, bookmarks, tasks and journal tell the same story, and that nothing in it happened twice.</summary>
/// <param name="ledger">What clients know.</param>
/// <param name="findings">Takes what does not hold.</param>
internal sealed class Histories(Ledger ledger, List<string> findings)
{
    private readonly HashSet<string> resumed = new(StringComparer.Ordinal);

    /// <summary>Instances of the clients.</summary>
    public int Instances { get; private set; }

    /// <summary>Events that resumed one.</summary>
    public int Events => resumed.Count;

    /// <summary>Timers that fired.</summary>
    public int Timers { get; private set; }

    /// <summary>Checks one.</summary>
    public void Check(StoredInstance instance)
    {
        InstanceState state;
        List<JsonObject> journal;
        try
        {
            state = InstanceState.FromUtf8(Packed.Unpack(instance.State));
            journal = [.. instance.History.SelectMany(burst => JsonNode.Parse(Packed.Unpack(burst.Journal))!.AsArray()).Select(entry => entry!.AsObject())];
        }
        catch (Exception error) when (error is InvalidDataException or System.Text.Json.JsonException)
        {
            findings.Add($"Instance {instance.Id} cannot be read: {error.Message}");
            return;
        }

        Rows(instance, state);
        Journal(instance, state, journal);
        foreach (var task in instance.Tasks.Where(task => task.State == "Decided"))
        {
            var ends = journal.Where(entry => Text(entry, "activityInstanceId") == task.Id && Text(entry, "eventName") == "Completed").ToList();
            Expect(ends.Count == 1, $"Task {task.Id} was decided, and its activity completed {ends.Count} times");
            Expect(ends.TrueForAll(end => end["payload"]?["Outcomes"]?.ToJsonString().Contains($"\"{task.Outcome}\"", StringComparison.Ordinal) == true), $"Task {task.Id} was decided {task.Outcome}, and its activity went another way");
        }

        if (instance.CorrelationId?.StartsWith(Ledger.Mark, StringComparison.Ordinal) == true)
        {
            Instances++;
            Mine(instance, journal);
        }
    }

    /// <summary>When all are checked: what was accepted must have been met.</summary>
    public void Close()
    {
        foreach (var (id, fate) in ledger.Events)
        {
            Expect(fate != Fate.Accepted || resumed.Contains(id), $"The event for {id} was accepted, and is lost");
        }
    }

    private void Rows(StoredInstance instance, InstanceState state)
    {
        var open = state.Status == WorkflowStatus.Running ? state.Bookmarks.Select(bookmark => bookmark.Id).Order(StringComparer.Ordinal).ToList() : [];
        Expect(state.Id == instance.Id, $"Instance {instance.Id} holds the state of {state.Id}");
        Expect($"{state.Status}/{state.SubStatus}" == $"{instance.Status}/{instance.SubStatus}", $"Instance {instance.Id} is {instance.Status}/{instance.SubStatus}, its state says {state.Status}/{state.SubStatus}");
        Expect(state.Incidents.Count == instance.Incidents, $"Instance {instance.Id} counts {instance.Incidents} incidents, its state {state.Incidents.Count}");
        Expect(state.Questions.Count > 0 == instance.HasQuestions, $"Instance {instance.Id} does not know whether it asks");
        Expect(open.SequenceEqual(instance.Bookmarks.Order(StringComparer.Ordinal)), $"Instance {instance.Id} waits at {open.Count} bookmarks, and {instance.Bookmarks.Count} are stored");
    }

    private void Journal(StoredInstance instance, InstanceState state, List<JsonObject> journal)
    {
        Expect(
            instance.History.Select(burst => burst.Revision).SequenceEqual(Enumerable.Range(1, (int)instance.Revision).Select(revision => (long)revision)),
            $"Instance {instance.Id} is at revision {instance.Revision}, and has a history of {instance.History.Count}");
        Expect(
            journal.Select(entry => (long)entry["sequence"]!).SequenceEqual(Enumerable.Range(1, journal.Count).Select(number => (long)number)),
            $"The journal of instance {instance.Id} has gaps or repeats");
        var said = JsonNode.Parse(Packed.Unpack(instance.State))!["sequence"];
        Expect((long?)said == journal.Count, $"The state of instance {instance.Id} ends at journal entry {said}, the journal at {journal.Count}");
        foreach (var twice in journal.Where(entry => Text(entry, "eventName") == "Completed").GroupBy(entry => Text(entry, "activityInstanceId")).Where(ends => ends.Count() > 1))
        {
            findings.Add($"Execution {twice.Key} of instance {instance.Id} completed {twice.Count()} times");
        }

        // The root is called Workflow1, or another number where a definition is used as an activity; no node stands above it.
        var ended = journal.Exists(entry => Text(entry, "activityNodeId") is { } node && !node.Contains(':', StringComparison.Ordinal) && Text(entry, "eventName") is "Completed" or "Canceled" or "Faulted");
        Expect(state.SubStatus is not WorkflowSubStatus.Finished || ended, $"Instance {instance.Id} has finished, and its journal does not say so: it ends with {string.Join(", ", journal.TakeLast(3).Select(entry => $"{Text(entry, "eventName")} of {Text(entry, "activityId")}"))}");
    }

    private void Mine(StoredInstance instance, List<JsonObject> journal)
    {
        var id = instance.CorrelationId!;
        var ends = journal.Where(entry => Text(entry, "activityId") == "wait" && Text(entry, "eventName") == "Completed").ToList();
        Expect(ends.Count <= 1, $"Instance {id} went on {ends.Count} times");
        Expect(instance.SubStatus is "Finished" or "Suspended", $"Instance {id} is {instance.SubStatus}");
        if (ledger.Timers.TryGetValue(id, out var due))
        {
            Expect(ends.Count == 1, $"The timer of {id} never fired");
            Expect(ends.TrueForAll(end => (DateTimeOffset)end["timestamp"]! >= due), $"The timer of {id} fired before {due:O}");
            Timers += ends.Count;
            return;
        }

        if (ends.Count > 0)
        {
            resumed.Add(id);
            Expect(ledger.Events.ContainsKey(id), $"Instance {id} went on, and nobody sent its event");
        }

        Expect(ends.Count > 0 == (instance.SubStatus == "Finished"), $"Instance {id} is {instance.SubStatus}, and its event came {ends.Count} times");
    }

    private void Expect(bool holds, string finding)
    {
        if (!holds)
        {
            findings.Add(finding);
        }
    }

    private static string? Text(JsonObject entry, string name) => (string?)entry[name];
}

/// <summary>An instance as its rows tell.</summary>
internal sealed record StoredInstance(
    string Id, string? CorrelationId, string DefinitionId, string Status, string SubStatus, long Incidents, long Revision, byte[] State, bool HasQuestions)
{
    public required IReadOnlyList<string> Bookmarks { get; init; }

    public required IReadOnlyList<StoredTask> Tasks { get; init; }

    public required IReadOnlyList<(long Revision, byte[] Journal)> History { get; init; }
}

/// <summary>A task as its row tells.</summary>
internal sealed record StoredTask(string Id, string State, string? Outcome);

/// <summary>JSON as it lies in the database: plain, or 1, its length (32 bits, little-endian) and Brotli.</summary>
internal static class Packed
{
    private const int Head = 5;

    public static byte[] Unpack(byte[] stored)
    {
        if (stored is not [1, ..])
        {
            return stored;
        }

        var json = new byte[stored.Length > Head ? BinaryPrimitives.ReadInt32LittleEndian(stored.AsSpan(1)) : 0];
        return BrotliDecoder.TryDecompress(stored.AsSpan(Head), json, out var written) && written == json.Length ? json : throw new InvalidDataException("broken Brotli");
    }
}
