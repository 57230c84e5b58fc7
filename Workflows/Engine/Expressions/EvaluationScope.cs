using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Expressions;

/// <summary>All that an expression can see and change: its instance, as seen from one execution.</summary>
internal sealed class EvaluationScope(ActivityExecution execution)
{
    private readonly BurstRun run = execution.Run;

    /// <summary>The instance's id.</summary>
    public string InstanceId => run.InstanceId;

    /// <summary>What it runs on.</summary>
    public WorkflowDefinition Definition => run.Graph.Definition;

    /// <summary>Settable by scripts.</summary>
    public string? CorrelationId
    {
        get => run.CorrelationId;
        set
        {
            var before = run.CorrelationId;
            Evaluations.Changing(() => run.CorrelationId = before);
            run.CorrelationId = value;
        }
    }

    /// <summary>Settable by scripts.</summary>
    public string? InstanceName
    {
        get => run.Name;
        set
        {
            var before = run.Name;
            Evaluations.Changing(() => run.Name = before);
            run.Name = value;
        }
    }

    /// <summary>An address that publishes an event to this instance.</summary>
    /// <exception cref="EvaluationException">The host makes none.</exception>
    public string EventLink(string eventName, DateTimeOffset? expiresAt) => run.Links is { } links
        ? links.ToEvent(run.InstanceId, eventName, run.Now, expiresAt)
        : throw new EvaluationException("This host makes no addresses for events.");

    /// <summary>The burst's time: the only time scripts see.</summary>
    public DateTimeOffset Now => run.Now;

    /// <summary>The burst's limits.</summary>
    public InterpreterOptions Limits => run.Options;

    /// <summary>The burst's scripts and templates so far.</summary>
    public Evaluations Evaluations => run.Evaluations;

    /// <summary>Takes the outcomes that a script sets, where it may.</summary>
    public Action<IReadOnlyList<string>>? SetOutcomes { get; set; }

    /// <summary>The next of the burst's random numbers, 0 ≤ x &lt; 1.</summary>
    public double NextRandom()
    {
        var before = run.Ids.Random;
        Evaluations.Changing(() => run.Ids.Random = before);
        return run.Ids.NextRandom();
    }

    /// <summary>Names of the variables in sight, nearest scope first, each once.</summary>
    public IEnumerable<string> VariableNames => Scopes.SelectMany(scope => scope.Names).Concat(run.Registers.Dynamic.Keys).Distinct(StringComparer.Ordinal);

    /// <summary>Finds a variable by name, nearest scope first.</summary>
    public bool TryGetVariable(string name, out object? value)
    {
        foreach (var scope in Scopes)
        {
            if (scope.TryGetByName(name, out value))
            {
                return true;
            }
        }

        return run.Registers.Dynamic.TryGetValue(name, out value);
    }

    /// <summary>Finds a variable by id, nearest scope first.</summary>
    public bool TryGetVariableById(string id, out object? value)
    {
        foreach (var scope in Scopes)
        {
            if (scope.TryGetById(id, out value))
            {
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>Sets the nearest variable of that id, converted to its type.</summary>
    public bool TrySetVariableById(string id, object? value) => Scopes.Any(scope => scope.TrySetById(id, value));

    /// <summary>Sets the nearest variable of that name; an unknown name lasts to the end of the burst.</summary>
    public void SetVariable(string name, object? value)
    {
        Evaluations.Changing(Scopes.Select(scope => scope.Remember(name)).FirstOrDefault(takeBack => takeBack is not null)
            ?? VariableScope.Remember(run.Registers.Dynamic, name));
        if (!Scopes.Any(scope => scope.TrySetByName(name, value)))
        {
            run.Registers.Dynamic[name] = Values.Of(value);
        }
    }

    /// <summary>A workflow input, by name without case; null when there is none. Of the innermost workflow that declares it.</summary>
    public object? WorkflowInput(string name)
    {
        for (var around = WorkflowActivity.Around(execution); around is not null; around = WorkflowActivity.Around(around))
        {
            if (around.Node.Inputs.ContainsKey(name))
            {
                return around.InputValue(name);
            }
        }

        return run.WorkflowInput(name);
    }

    /// <summary>An input of the nearest enclosing activity that has one of that name; null when there is none.</summary>
    public object? ActivityInput(string name)
    {
        for (var at = execution.Parent; at is not null; at = at.Parent)
        {
            if (at.InputValue(name) is { } value)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>Names of the inputs that the workflow declares.</summary>
    public IEnumerable<string> DeclaredInputs => WorkflowActivity.Around(execution) is { } around
        ? around.Node.Activity.Descriptor.Inputs.Select(input => input.Name)
        : run.Graph.Inputs.Select(input => input.Name);

    /// <summary>An output of an activity, by id or name, produced in this burst; else null.</summary>
    public object? OutputOf(string activityIdOrName, string outputName) =>
        run.Graph.ByIdOrName(activityIdOrName) is { } node ? run.Registers.Output(node.Id, outputName) : null;

    /// <summary>The result produced last in this burst.</summary>
    public object? LastResult => run.Registers.LastResult;

    /// <summary>Activities that scripts can name in <c>get…From…</c>, with their outputs.</summary>
    public IEnumerable<(string Activity, string Output)> NamedOutputs => run.Graph.NamedOutputs;

    private IEnumerable<VariableScope> Scopes
    {
        get
        {
            for (var at = execution; at is not null; at = at.Parent)
            {
                if (at.Scope is { } scope)
                {
                    yield return scope;
                }
            }
        }
    }
}
