using System.Collections.Frozen;
using System.Text.Json.Nodes;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Definitions;

/// <summary>A state of a state machine.</summary>
/// <param name="Name">Compared with case.</param>
/// <param name="Entry">Runs when it is entered.</param>
/// <param name="Exit">Runs when it is left.</param>
internal sealed record MachineState(string Name, ActivityNode? Entry, ActivityNode? Exit);

/// <summary>A way from one state to another.</summary>
/// <param name="From">The state's name.</param>
/// <param name="To">The state's name.</param>
/// <param name="Trigger">What is waited for.</param>
/// <param name="Condition">Whether the trigger counts; <see langword="null"/> always.</param>
/// <param name="Action">Runs before the state is left.</param>
internal sealed record MachineTransition(string From, string To, ActivityNode Trigger, Expression? Condition, ActivityNode? Action);

/// <summary>The states of a state machine and the transitions between them, in the definition's order.</summary>
internal sealed class MachineStates
{
    private readonly FrozenDictionary<string, MachineState> byName;

    private MachineStates(string initial, IReadOnlyList<MachineState> states, IReadOnlyList<MachineTransition> transitions)
    {
        Initial = initial;
        States = states;
        Transitions = transitions;
        byName = states.DistinctBy(state => state.Name).ToFrozenDictionary(state => state.Name, StringComparer.Ordinal);
    }

    /// <summary>The name of the state that comes first; it need not exist.</summary>
    public string Initial { get; }

    public IReadOnlyList<MachineState> States { get; }

    /// <summary>Only those that have a trigger: others are never taken.</summary>
    public IReadOnlyList<MachineTransition> Transitions { get; }

    /// <summary>A state, or null when there is none of that name.</summary>
    public MachineState? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Reads the members <c>states</c>, <c>transitions</c> and <c>initialState</c>.</summary>
    /// <param name="json">The activity.</param>
    /// <param name="child">Compiles a nested activity, given the JSON that may be one and its place.</param>
    /// <param name="condition">Compiles a transition's condition, given the transition.</param>
    public static MachineStates Read(
        JsonObject json, Func<JsonNode?, string, ActivityNode?> child, Func<JsonObject, Expression> condition)
    {
        var states = Objects(json, "states").Select(state => new MachineState(
            state.Json.Text("name") ?? "",
            child(state.Json["entry"], state.Place + ".entry"),
            child(state.Json["exit"], state.Place + ".exit"))).ToList();
        var transitions = new List<MachineTransition>();
        foreach (var (transition, place) in Objects(json, "transitions"))
        {
            if (child(transition["trigger"], place + ".trigger") is { } trigger)
            {
                transitions.Add(new MachineTransition(
                    transition.Text("from") ?? "",
                    transition.Text("to") ?? "",
                    trigger,
                    transition["condition"] is null ? null : condition(transition),
                    child(transition["action"], place + ".action")));
            }
        }

        return new MachineStates(json.Text("initialState") ?? "", states, transitions);
    }

    private static IEnumerable<(JsonObject Json, string Place)> Objects(JsonObject json, string member) =>
        (ElsaJson.List(json[member]) ?? []).Select((item, i) => (Json: item as JsonObject, Place: $".{member}[{i}]"))
            .Where(item => item.Json is not null).Select(item => (item.Json!, item.Place));
}
