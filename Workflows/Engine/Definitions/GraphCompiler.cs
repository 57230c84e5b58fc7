using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Definitions;

/// <summary>Turns a definition's JSON into a graph, once, so that running it parses nothing.</summary>
internal sealed class GraphCompiler(WorkflowDefinition definition, ActivityCatalog catalog, ResolveWorkflow? resolve, int maxDepth)
{
    private readonly List<ActivityNode> nodes = [];
    private readonly List<DefinitionProblem> problems = [];
    private readonly Dictionary<string, WorkflowDefinition?> resolved = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> generatedIds = new(StringComparer.Ordinal);
    private int numbered;

    public GraphCompilation Compile()
    {
        AddWorkflow(definition, parent: null, [definition]);
        return problems.Exists(problem => problem.IsError)
            ? new GraphCompilation(null, problems)
            : new GraphCompilation(new WorkflowGraph(definition, nodes), problems);
    }

    /// <summary>The synthetic activity that owns a definition's root, and all in it.</summary>
    private ActivityNode AddWorkflow(WorkflowDefinition workflow, ActivityNode? parent, IReadOnlyList<WorkflowDefinition> path)
    {
        // Elsa numbers workflows from the innermost to the outermost.
        var id = $"Workflow{numbered + CountNested(workflow, path) + 1}";
        var root = Add(new ActivityNode
        {
            Id = id,
            NodeId = parent is null ? id : $"{parent.NodeId}:{id}",
            Index = nodes.Count,
            Type = Workflow.TypeName,
            Version = 1,
            Name = id,
            DisplayName = workflow.Name ?? id,
            Activity = Workflow.Instance,
            Parent = parent,
            Json = workflow.Source,
        });
        root.Variables = VariableDeclaration.ReadAll(workflow.Source["variables"], id);
        var json = workflow.Source.Object("root") ?? new JsonObject { ["id"] = "Sequence1", ["type"] = "Elsa.Sequence" };
        root.Ports = Ports(("root", [Child(json, root, "$.root", path)]));
        numbered++;
        return root;
    }

    private int CountNested(WorkflowDefinition workflow, IReadOnlyList<WorkflowDefinition> path) =>
        NestedIn(workflow.Source["root"]).Sum(json => Resolve(json) is { } inner && !Repeats(inner, path) && path.Count <= maxDepth
            ? 1 + CountNested(inner, [.. path, inner]) : 0);

    private IEnumerable<JsonObject> NestedIn(JsonNode? node) => node switch
    {
        JsonObject json when Resolve(json) is not null => [json],
        JsonObject json => json.SelectMany(member => NestedIn(member.Value)),
        JsonArray items => items.SelectMany(NestedIn),
        _ => [],
    };

    private WorkflowDefinition? Resolve(JsonObject json)
    {
        if (resolve is null || json.Text("type") is not { } type || catalog.Find(type) is not null || WorkflowReference.Of(json) is not { } reference)
        {
            return null;
        }

        var key = $"{reference.DefinitionId}|{reference.VersionId}";
        return resolved.TryGetValue(key, out var known) ? known : resolved[key] = resolve(reference);
    }

    private static bool Repeats(WorkflowDefinition inner, IReadOnlyList<WorkflowDefinition> path) =>
        path.Any(outer => outer.DefinitionId == inner.DefinitionId);

    /// <summary>A workflow that is to be nested, or null when that would never end.</summary>
    private WorkflowDefinition? Nestable(JsonObject json, string place, IReadOnlyList<WorkflowDefinition> path)
    {
        if (Resolve(json) is not { } inner)
        {
            return null;
        }

        if (Repeats(inner, path))
        {
            problems.Add(new DefinitionProblem(true, Source, place,
                $"The workflow uses itself: {string.Join(" > ", path.Append(inner).Select(one => one.Name ?? one.DefinitionId))}.",
                "Dispatch one of them with Dispatch Workflow instead of using it as an activity."));
            return null;
        }

        if (path.Count > maxDepth)
        {
            problems.Add(new DefinitionProblem(true, Source, place, $"Workflows are used as activities more than {maxDepth} deep.",
                "Dispatch one of them with Dispatch Workflow, or draw fewer levels."));
            return null;
        }

        return inner;
    }

    private ActivityNode Child(JsonObject json, ActivityNode parent, string place, IReadOnlyList<WorkflowDefinition> path)
    {
        var node = Add(Describe(json, parent, Nestable(json, place, path)));
        var descriptor = node.Activity.Descriptor;
        node.Inputs = descriptor.Inputs.Where(input => input.IsWrapped)
            .ToFrozenDictionary(input => input.Name, input => Bind(input, json), StringComparer.OrdinalIgnoreCase);
        node.OutputTargets = descriptor.Outputs
            .Select(output => (output.Name, Target: json.Object(CamelCase(output.Name)).Object("memoryReference").Text("id")))
            .Where(output => output.Target is not null)
            .ToFrozenDictionary(output => output.Name, output => output.Target!, StringComparer.OrdinalIgnoreCase);
        node.Variables = VariableDeclaration.ReadAll(json["variables"], node.Id);
        node.Ports = node.Activity is WorkflowActivity { Definition: var inner }
            ? Ports(("root", [AddWorkflow(inner, node, [.. path, inner])]))
            : Ports([.. Members(descriptor).Select(member => (member, Children(json[member], node, $"{place}.{member}", path)))]);
        node.Cases = [.. Cases(json)];
        if (node.Activity is StateMachine)
        {
            node.Machine = MachineStates.Read(
                json,
                (nested, at) => Nested(nested) is { } activity ? Child(activity, node, place + at, path) : null,
                transition => Bind(Condition, transition).Expression);
            node.Ports = Ports(
                ("states", [.. node.Machine.States.SelectMany(state => new[] { state.Entry, state.Exit })]),
                ("transitions", [.. node.Machine.Transitions.SelectMany(transition => new[] { transition.Trigger, transition.Action })]));
        }

        RefuseRepeatedIds(node, place);
        if (node.Activity is Flowchart)
        {
            node.Flow = Connect(json, node, place);
        }

        return node;
    }

    private ActivityNode Describe(JsonObject json, ActivityNode parent, WorkflowDefinition? inner)
    {
        var type = json.Text("type") ?? "";
        var version = json.Integer("version");
        var activity = inner is not null ? new WorkflowActivity(type, inner) : catalog.Find(type, version) ?? catalog.Find(type);
        var id = json.Text("id") is { Length: > 0 } given ? given : GenerateId(type);
        var name = json.Text("name") is { Length: > 0 } named ? named : null;
        return new ActivityNode
        {
            Id = id,
            NodeId = $"{parent.NodeId}:{id}",
            Index = nodes.Count,
            Depth = parent.Depth + 1,
            Type = activity is null ? NotFoundActivity.TypeName : type,
            Version = activity?.Descriptor.Version ?? 1,
            Name = name,
            DisplayName = name ?? json.Object("metadata").Text("displayText") ?? id,
            Activity = activity ?? new NotFoundActivity(type),
            Parent = parent,
            CanStartWorkflow = CustomFlag(json, "canStartWorkflow"),
            BrokenBecause = activity is not (null or WorkflowActivity) && version is { } asked and > 0 && catalog.Find(type, asked) is null
                ? $"Activity type '{type}' could not be found." : null,
            Json = json,
        };
    }

    private static InputBinding Bind(InputDescriptor input, JsonObject json) =>
        new(input, Expression.CompileInput(json[CamelCase(input.Name)], input.Default), DataType.Of(input.TypeName));

    private IReadOnlyList<ActivityNode?> Children(
        JsonNode? member, ActivityNode parent, string place, IReadOnlyList<WorkflowDefinition> path)
    {
        if (ElsaJson.List(member) is { } list)
        {
            return [.. list.Select((item, i) => Nested(item) is { } json ? Child(json, parent, $"{place}[{i}]", path) : null)];
        }

        return Nested(member) is { } single ? [Child(single, parent, place, path)] : [];
    }

    /// <summary>An activity, or what holds one as its <c>activity</c>, as the cases of a switch do.</summary>
    private static JsonObject? Nested(JsonNode? node) => node is not JsonObject json ? null
        : json["type"] is JsonValue ? json
        : json.Object("activity");

    private static IEnumerable<SwitchCase> Cases(JsonObject json) => (ElsaJson.List(json["cases"]) ?? []).Select(item => item as JsonObject)
        .Select(item => new SwitchCase(item.Text("label") ?? "", Bind(Condition, item ?? []).Expression));

    private FlowConnections Connect(JsonObject json, ActivityNode node, string place) =>
        FlowConnections.Read(json["connections"], [.. node.Port("activities").OfType<ActivityNode>()], i =>
            problems.Add(new DefinitionProblem(false, Source, $"{place}.connections[{i}]",
                "The connection starts or ends at an activity that is not in this flowchart; it is ignored.",
                "Draw the connection again or delete it.")));

    private void RefuseRepeatedIds(ActivityNode container, string place)
    {
        foreach (var repeated in container.Ports.Values.SelectMany(port => port).OfType<ActivityNode>()
            .GroupBy(child => child.Id, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            problems.Add(new DefinitionProblem(true, Source, place, $"{repeated.Count()} activities share the id '{repeated.Key}'.",
                "Give each activity of a container its own id; deleting and adding one in the designer does that."));
        }
    }

    private ActivityNode Add(ActivityNode node)
    {
        nodes.Add(node);
        return node;
    }

    private string GenerateId(string type)
    {
        var shortName = type[(type.LastIndexOf('.') + 1)..];
        var number = generatedIds[shortName] = generatedIds.GetValueOrDefault(shortName) + 1;
        return $"{shortName}{number}";
    }

    private string Source => definition.Name ?? definition.DefinitionId;

    private static readonly InputDescriptor Condition = new("Condition", "Boolean");

    private static IEnumerable<string> Members(ActivityDescriptor descriptor) =>
        descriptor.IsContainer ? descriptor.Ports.Prepend("activities") : descriptor.Ports;

    private static FrozenDictionary<string, IReadOnlyList<ActivityNode?>> Ports(params (string Name, IReadOnlyList<ActivityNode?> Nodes)[] ports) =>
        ports.ToFrozenDictionary(port => port.Name, port => port.Nodes, StringComparer.OrdinalIgnoreCase);

    private static bool CustomFlag(JsonObject json, string name) => json.Object("customProperties").Flag(name) || json.Flag(name);

    private static string CamelCase(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
