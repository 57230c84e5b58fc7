using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Activities;

/// <summary>
/// Is in one state at a time. Entering one runs its <c>entry</c>, then the triggers of all transitions from it, side by
/// side. The first trigger that completes while its condition holds wins: the others are cancelled, then the
/// transition's <c>action</c>, the state's <c>exit</c> and the next state follow. A trigger whose condition does not
/// hold runs again. In a state without triggers, or one that does not exist, the machine completes.
/// </summary>
internal sealed class StateMachine : EngineActivity
{
    private const string StateKey = "state";
    private const string TakenKey = "taken";
    private const string EntryTag = "entry";
    private const string ActionTag = "action";
    private const string ExitTag = "exit";

    public override ActivityDescriptor Descriptor { get; } = new("Elsa.StateMachine")
    {
        Category = "Flow",
        DisplayName = "State Machine",
        Description = "Goes from state to state as things happen.",
        Inputs =
        [
            new InputDescriptor("InitialState", "String") { DisplayName = "Initial state", Description = "Where it begins.", IsWrapped = false },
            new InputDescriptor("States", "Object") { Description = "Drawn in the state machine's own designer.", IsWrapped = false },
            new InputDescriptor("Transitions", "Object") { Description = "Drawn in the state machine's own designer.", IsWrapped = false },
        ],
    };

    protected internal override void Execute(ActivityExecution execution) => Enter(execution, Machine(execution).Initial);

    protected internal override void ChildCompleted(ActivityExecution execution, ActivityExecution child, IReadOnlyList<string> outcomes)
    {
        switch (child.Tag)
        {
            case JsonValue tag when tag.TryGetValue<int>(out var trigger):
                Triggered(execution, trigger);
                break;
            case JsonValue tag when tag.GetValue<string>() == EntryTag:
                Arm(execution);
                break;
            case JsonValue tag when tag.GetValue<string>() == ActionTag:
                Exit(execution);
                break;
            default:
                Enter(execution, Taken(execution)!.To);
                break;
        }
    }

    private static void Enter(ActivityExecution machine, string name)
    {
        machine.Properties.Remove(TakenKey);
        machine.Properties[StateKey] = name;
        if (Machine(machine).Find(name) is not { } state)
        {
            machine.Complete();
        }
        else if (state.Entry is { } entry)
        {
            machine.Schedule(entry, EntryTag);
        }
        else
        {
            Arm(machine);
        }
    }

    private static void Arm(ActivityExecution machine)
    {
        var transitions = Machine(machine).Transitions;
        var leaving = Enumerable.Range(0, transitions.Count).Where(i => transitions[i].From == State(machine)).ToList();
        leaving.ForEach(i => machine.Schedule(transitions[i].Trigger, i));
        if (leaving.Count == 0)
        {
            machine.Complete();
        }
    }

    private static void Triggered(ActivityExecution machine, int index)
    {
        var transition = Machine(machine).Transitions[index];
        if (Taken(machine) is not null || transition.From != State(machine))
        {
            // With Elsa's defects, what is queued runs even when it was cancelled.
            return;
        }

        if (transition.Condition is { } condition && !Conversion.To<bool>(condition.Evaluate(machine.Evaluation)))
        {
            machine.Schedule(transition.Trigger, index);
            return;
        }

        machine.Properties[TakenKey] = index;
        foreach (var other in machine.Children.ToArray())
        {
            Lifecycle.Cancel(other);
        }

        if (transition.Action is { } action)
        {
            machine.Schedule(action, ActionTag);
        }
        else
        {
            Exit(machine);
        }
    }

    private static void Exit(ActivityExecution machine)
    {
        if (Machine(machine).Find(State(machine))?.Exit is { } exit)
        {
            machine.Schedule(exit, ExitTag);
        }
        else
        {
            Enter(machine, Taken(machine)!.To);
        }
    }

    private static MachineStates Machine(ActivityExecution machine) => machine.Node.Machine!;

    private static string State(ActivityExecution machine) => machine.Properties[StateKey]!.GetValue<string>();

    private static MachineTransition? Taken(ActivityExecution machine) =>
        machine.Properties[TakenKey]?.GetValue<int>() is { } index ? Machine(machine).Transitions[index] : null;
}
