using System.Text.Json;
using System.Text.Json.Nodes;

namespace StrongCities.Host.Tests.Tasks;

/// <summary>
/// A process of tasks one after another, in the place of the support request's: the first way out of each leads to the next, every other one to
/// the end.
/// </summary>
internal static class TaskProcess
{
    /// <summary>Where silence of the last task leads.</summary>
    public const string AfterSilence = "Unanswered";

    /// <summary>Where its first way out leads.</summary>
    public const string AfterFirst = "Matching";

    /// <summary>Where all others lead.</summary>
    public const string AfterOther = "Declined";

    private const string Storage = "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core";

    /// <summary>Writes it into a new folder, for <c>Runtime:Definitions:Folder</c>.</summary>
    public static string Write(params IReadOnlyList<Step> steps)
    {
        var folder = Directory.CreateTempSubdirectory("task-process-").FullName;
        File.WriteAllText(Path.Combine(folder, "technical-support-request.json"), Text(steps));
        return folder;
    }

    public static string Text(params IReadOnlyList<Step> steps)
    {
        var activities = new List<JsonObject>();
        var connections = new List<JsonObject>();
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            var id = $"Task{i + 1}";
            activities.Add(Activity(id, $"StrongCities.{step.Type}", step.Inputs));
            foreach (var port in step.Ports)
            {
                var target = port == step.Ports[0] && i + 1 < steps.Count ? $"Task{i + 2}" : $"{id}{port}";
                if (target == $"{id}{port}")
                {
                    var status = port == step.Ports[0] ? AfterFirst : port == "Silence" ? AfterSilence : AfterOther;
                    activities.Add(Activity(target, "StrongCities.SetCaseStatus", new() { ["Status"] = status }));
                }

                connections.Add(new JsonObject
                {
                    ["source"] = new JsonObject { ["activity"] = id, ["port"] = port },
                    ["target"] = new JsonObject { ["activity"] = target, ["port"] = "In" },
                });
            }
        }

        return new JsonObject
        {
            ["id"] = "technical-support-request-1",
            ["definitionId"] = "technical-support-request",
            ["name"] = "Tasks",
            ["version"] = 1,
            ["toolVersion"] = "3.8.0.0",
            ["isLatest"] = true,
            ["isPublished"] = true,
            ["variables"] = new JsonArray(),
            ["inputs"] = new JsonArray([.. new[] { "City", "Hub", "Lane" }.Select(name => new JsonObject
            {
                ["type"] = name == "Lane" ? "String" : "Object", ["name"] = name, ["storageDriverType"] = Storage,
            })]),
            ["root"] = new JsonObject
            {
                ["id"] = "Flow",
                ["nodeId"] = "Workflow1:Flow",
                ["type"] = "Elsa.Flowchart",
                ["version"] = 1,
                ["activities"] = new JsonArray([.. activities]),
                ["connections"] = new JsonArray([.. connections]),
            },
        }.ToJsonString();
    }

    private static JsonObject Activity(string id, string type, Dictionary<string, object?> inputs)
    {
        var activity = new JsonObject { ["id"] = id, ["nodeId"] = $"Workflow1:Flow:{id}", ["name"] = id, ["type"] = type, ["version"] = 1 };
        foreach (var (name, value) in inputs.Where(input => input.Value is not null))
        {
            var list = value is System.Collections.IEnumerable and not string;
            activity[JsonNamingPolicy.CamelCase.ConvertName(name)] = new JsonObject
            {
                ["typeName"] = value switch { int => "Int32?", bool => "Boolean", _ when list => "String[]", _ => "String" },
                ["expression"] = list
                    ? new JsonObject { ["type"] = "Object", ["value"] = JsonSerializer.Serialize(value) }
                    : new JsonObject { ["type"] = "Literal", ["value"] = JsonSerializer.SerializeToNode(value) },
            };
        }

        return activity;
    }

    /// <summary>A task of a process.</summary>
    /// <param name="Type">Without its namespace.</param>
    /// <param name="Inputs">By name.</param>
    /// <param name="Ports">Ways out that lead somewhere, the main one first.</param>
    internal sealed record Step(string Type, Dictionary<string, object?> Inputs, params string[] Ports)
    {
        /// <summary>A choice between yes and no.</summary>
        public static Step Decision(string assignee = "HubLead", params (string Name, object? Value)[] more)
        {
            var inputs = new Dictionary<string, object?>
            {
                ["Title"] = "Task.Approval", ["Assignee"] = assignee, ["MailKind"] = "C7", ["Options"] = new[] { "Approve", "Decline" },
            };
            foreach (var (name, value) in more)
            {
                inputs[name] = value;
            }

            return new Step("AskForDecision", inputs, "Approve", "Decline", "Silence", "Withdrawn");
        }
    }
}
