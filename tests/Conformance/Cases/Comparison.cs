using System.Text.Json.Nodes;

namespace StrongCities.Conformance.Cases;

/// <summary>Compares what became of a case with what Elsa made of it. The one comparison for all targets.</summary>
internal sealed class Comparison
{
    private readonly List<string> differences = [];
    private readonly List<string> unseen = [];
    private readonly Outcome outcome;

    private Comparison(Outcome outcome) => this.outcome = outcome;

    /// <summary>Where it differs, and what the target could not see.</summary>
    public static (IReadOnlyList<string> Differences, IReadOnlyList<string> Unseen) Of(ElsaCase @case, Outcome outcome)
    {
        var comparison = new Comparison(outcome);
        if (outcome.Lost.Count > 0)
        {
            comparison.differences.Add($"export lost: {string.Join("; ", outcome.Lost)}");
        }

        if (@case.IsEndless)
        {
            comparison.Endless(@case.Observed);
        }
        else
        {
            foreach (var (what, theirs) in @case.Observed)
            {
                comparison.Compare(what, theirs);
            }
        }

        return (comparison.differences, comparison.unseen);
    }

    private void Compare(string what, JsonNode? theirs)
    {
        var (last, traces) = (outcome.Last, outcome.Traces);
        switch (what)
        {
            case "statusAfterFirstRun":
                Same(what, theirs, outcome.First is { } first ? $"{first.Status}/{first.SubStatus}" : Refused);
                break;
            case "status":
                Same(what, theirs, last?.Status ?? Refused);
                break;
            case "subStatus":
                Same(what, theirs, last?.SubStatus ?? Refused);
                break;
            case "openBookmarks" or "bookmarks":
                Same(what, theirs, last?.Bookmarks.Count);
                break;
            case "bookmarksFirst":
                Same(what, Texts(theirs!.AsArray().Select(bookmark => (string)bookmark!["name"]!)), Texts(outcome.First?.Bookmarks.Select(bookmark => bookmark.Name)));
                break;
            case "lines":
                Same(what, theirs, Texts(traces?.Lines));
                break;
            case "linesBeforeResume":
                Same(what, theirs, Texts(outcome.FirstLines));
                break;
            case "contains":
                Same(what, theirs, Texts(theirs!.AsArray().Select(line => (string)line!).Where(line => traces?.Lines?.Contains(line) == true)));
                break;
            case "notContains":
                Same(what, new JsonArray(), Texts(theirs!.AsArray().Select(line => (string)line!).Where(line => traces?.Lines?.Contains(line) != false)));
                break;
            case "journal" when theirs is not null:
                Same(what, theirs, Texts(traces?.Journal));
                break;
            case "outputs":
                Same(what, theirs, traces?.Output);
                break;
            case "variables":
                Same(what, theirs, traces?.Variables);
                break;
            case "incidents":
                Same(what, Texts(theirs!.AsArray().Select(IncidentText)), Texts(traces?.Incidents));
                break;
            case "publish":
                Same(what, theirs, outcome.Refusals.Count > 0 ? "refused" : "accepted");
                break;
            case "validationErrors":
                // Ours say the same, and then how to mend it.
                Same(what, theirs, Texts(outcome.Refusals.Select((refusal, i) =>
                    i < theirs!.AsArray().Count && (string)theirs[i]! is var text && refusal.StartsWith(text, StringComparison.Ordinal) ? text : refusal)));
                break;
            case "httpStatus":
                Same(what, theirs, outcome.Answers.LastOrDefault()?.Status);
                break;
            case "httpStatusFirst" or "httpStatusBeforeReload":
                Same(what, theirs, outcome.Answers.FirstOrDefault()?.Status);
                break;
            case "body":
                Same(what, theirs, outcome.Answers.LastOrDefault()?.Body);
                break;
            case "journal" or "note":
                break;
            default:
                differences.Add($"{what}: this program does not know how to compare it");
                break;
        }
    }

    /// <summary>What Elsa does for ever begins the same here, and ends with an incident.</summary>
    private void Endless(JsonObject observed)
    {
        var theirs = observed["lines"]!.AsArray().SkipLast(1).Select(line => (string)line!).ToList();
        var ours = (outcome.Traces?.Lines ?? []).Take(theirs.Count).ToList();
        if (!theirs.SequenceEqual(ours) || outcome.Last?.SubStatus != "Faulted")
        {
            differences.Add($"endless: Elsa {string.Join(',', theirs)} …, here {string.Join(',', ours)}, then {outcome.Last?.SubStatus ?? "nothing"}");
        }
    }

    private string? Refused => outcome.Refusals is [var refusal, ..] ? $"not run: {refusal}" : null;

    private void Same(string what, JsonNode? theirs, JsonNode? ours)
    {
        // Our own nodes hold CLR values; compared as parsed, 1 is 1 whichever type it has.
        if (ours is null && theirs is not null)
        {
            unseen.Add(what);
        }
        else if (!JsonNode.DeepEquals(theirs, ours is null ? null : JsonNode.Parse(ours.ToJsonString())))
        {
            differences.Add($"{what}: Elsa {theirs?.ToJsonString() ?? "null"}, here {ours!.ToJsonString()}");
        }
    }

    /// <summary>Cases write incidents as <c>type|id|message|exception|inner:…</c>, or as objects.</summary>
    private static string IncidentText(JsonNode? incident) => incident is JsonObject json
        ? $"{json["activityType"]}|{json["activityId"]}|{json["message"]}"
        : string.Join('|', incident!.GetValue<string>().Split('|')[..3]);

    private static JsonArray? Texts(IEnumerable<string>? items) => items is null ? null : new([.. items.Select(item => (JsonNode)item)]);
}
