using System.Text.Json.Nodes;

namespace StrongCities.Engine.Execution;

/// <summary>Writes the instance's history, in Elsa's words and order.</summary>
internal sealed class Journal(BurstRun run, long sequence)
{
    /// <summary>The last sequence used.</summary>
    public long Sequence { get; private set; } = sequence;

    public void Started(ActivityExecution execution) => Write(execution, "Started");

    public void Completed(ActivityExecution execution, IReadOnlyList<string> outcomes) =>
        Write(execution, "Completed", payload: new JsonObject
        {
            ["Outcomes"] = new JsonArray([.. (outcomes.Count == 0 ? ["Done"] : outcomes).Select(outcome => JsonValue.Create(outcome))]),
        });

    public void Suspended(ActivityExecution execution) => Write(execution, "Suspended");

    public void Resumed(ActivityExecution execution) => Write(execution, "Resumed");

    public void Canceled(ActivityExecution execution) => Write(execution, "Canceled");

    public void Faulted(ActivityExecution execution, string message) => Write(execution, "Faulted", message);

    public void Write(ActivityExecution execution, string eventName, string? message = null, JsonObject? payload = null)
    {
        run.Note(execution);
        execution.Trace.Payload = payload ?? execution.Trace.Payload;
        run.Effects.Add(new Journaled(new JournalEntry
        {
            Sequence = ++Sequence,
            Timestamp = run.Now,
            EventName = eventName,
            ActivityId = execution.Node.Id,
            ActivityNodeId = execution.Node.NodeId,
            ActivityType = execution.Node.Type,
            ActivityTypeVersion = execution.Node.Version,
            ActivityName = execution.Node.Name,
            ActivityInstanceId = execution.Id,
            ParentActivityInstanceId = execution.Parent?.Id,
            Message = message,
            Payload = payload,
        }));
    }
}
