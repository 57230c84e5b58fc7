using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Tests.Cases;

/// <summary>Runs a case in process, storing and reading the state between bursts as a host would.</summary>
public sealed class CaseRun
{
    private const int MostResumes = 50;
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);
    private readonly Interpreter interpreter;
    private readonly WorkflowGraph graph;
    private InstanceState state;
    private DateTimeOffset now = Start;

    private CaseRun(ObservedCase observed, ActivityCatalog catalog, bool strictElsa)
    {
        interpreter = new Interpreter(new InterpreterOptions { StrictElsa = strictElsa });
        var compilation = WorkflowGraph.Compile(observed.Definition(), catalog, observed.Resolve);
        graph = compilation.Graph ?? throw new InvalidOperationException(compilation.Problems[0].Message);
        state = InstanceState.New(observed.Name, graph, now, observed.CorrelationId);
    }

    private List<Effect> Effects { get; } = [];

    /// <summary>Runs the case and tells where it differs from what was observed.</summary>
    public static IReadOnlyList<string> Differences(ObservedCase observed, ActivityCatalog catalog, bool strictElsa)
    {
        var run = new CaseRun(observed, catalog, strictElsa);
        run.Burst(new Start(observed.Input) { FlowchartMode = observed.FlowchartMode });
        var afterFirst = $"{run.state.Status}/{run.state.SubStatus}";
        if (observed.Resumes is { } activities)
        {
            foreach (var activity in activities)
            {
                run.Resume(run.state.Bookmarks.FirstOrDefault(bookmark => bookmark.ActivityId == activity));
            }
        }
        else
        {
            for (var i = 0; i < MostResumes && run.state is { Status: WorkflowStatus.Running, Bookmarks.Count: > 0 }; i++)
            {
                run.Resume(run.state.Bookmarks[0]);
            }
        }

        return observed.IsEndless ? run.CompareEndless(observed.Observed) : [.. run.Compare(observed.Observed, afterFirst)];
    }

    private void Resume(Bookmark? bookmark)
    {
        if (bookmark is not null)
        {
            now += TimeSpan.FromMinutes(1);
            Burst(new Resume(bookmark.Id, []));
        }
    }

    private void Burst(Stimulus stimulus)
    {
        var burst = interpreter.Run(graph, state, stimulus, new BurstInputs(now, 7));
        state = InstanceState.FromUtf8(burst.State.ToUtf8());
        Effects.AddRange(burst.Effects);
    }

    private IEnumerable<string> Compare(JsonObject observed, string afterFirst)
    {
        var lines = Effects.OfType<LineWritten>().Select(line => line.Text);
        var journal = Effects.OfType<Journaled>().Select(row => $"{row.Entry.ActivityId}:{row.Entry.EventName}");
        return new[]
        {
            Difference(observed, "statusAfterFirstRun", afterFirst),
            Difference(observed, "status", state.Status.ToString()),
            Difference(observed, "subStatus", state.SubStatus.ToString()),
            Difference(observed, "lines", Array(lines)),
            Difference(observed, "journal", Array(journal)),
            Difference(observed, "openBookmarks", state.Bookmarks.Count),
            Difference(observed, "outputs", state.Output),
            Difference(observed, "variables", state.Variables(graph)),
            IncidentDifference(observed["incidents"]),
        }.OfType<string>();
    }

    /// <summary>What Elsa does for ever begins the same here, and ends with an incident.</summary>
    private IReadOnlyList<string> CompareEndless(JsonObject observed)
    {
        var theirs = observed["lines"]!.AsArray().SkipLast(1).Select(line => (string)line!).ToList();
        var ours = Effects.OfType<LineWritten>().Take(theirs.Count).Select(line => line.Text);
        return theirs.SequenceEqual(ours) && state.SubStatus == WorkflowSubStatus.Faulted ? []
            : [$"endless: Elsa {string.Join(',', theirs)} …, here {string.Join(',', ours)}, then {state.SubStatus}"];
    }

    private static string? Difference(JsonObject observed, string what, JsonNode? ours) =>
        !observed.ContainsKey(what) || JsonNode.DeepEquals(observed[what], JsonNode.Parse(ours!.ToJsonString())) ? null
            : $"{what}: Elsa {observed[what]?.ToJsonString()}, here {ours.ToJsonString()}";

    /// <summary>Incidents are <c>type|id|message|exception|inner:…</c>, or objects, or only counted.</summary>
    private string? IncidentDifference(JsonNode? observed)
    {
        if (observed is not JsonArray list)
        {
            return null;
        }

        var theirs = list.Select(incident => incident is JsonObject json
            ? $"{json["activityType"]}|{json["activityId"]}|{json["message"]}"
            : string.Join('|', incident!.GetValue<string>().Split('|')[..3]));
        var ours = state.Incidents.Select(incident => $"{incident.ActivityType}|{incident.ActivityId}|{incident.Message}");
        return theirs.SequenceEqual(ours) ? null : $"incidents: Elsa {string.Join("; ", theirs)}, here {string.Join("; ", ours)}";
    }

    private static JsonArray Array(IEnumerable<string> items) => new([.. items.Select(item => (JsonNode)item)]);
}
