using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Definitions;

namespace StrongCities.Runtime.Instances;

/// <summary>Starts an instance of a definition and runs it until it waits or ends.</summary>
public sealed class StartInstance
{
    private readonly DefinitionGraphs graphs;
    private readonly InstanceRun run;
    private readonly TimeProvider time;

    internal StartInstance(DefinitionGraphs graphs, InstanceRun run, TimeProvider time)
    {
        this.graphs = graphs;
        this.run = run;
        this.time = time;
    }

    /// <summary>Starts one. When it returns <see cref="Started"/>, everything is committed.</summary>
    /// <param name="request">What to start.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>
    /// <see cref="Started"/>, <see cref="DefinitionNotFound"/>, <see cref="ActivationRefused"/> or <see cref="StartRefused"/>.
    /// </returns>
    public async Task<StartResult> RunAsync(StartRequest request, CancellationToken cancellation)
    {
        if (await FindAsync(request, cancellation) is not { } graph)
        {
            return new DefinitionNotFound(request.DefinitionId);
        }

        var now = time.GetUtcNow();
        // Ids rise with time, so that new rows come to lie side by side however many there are.
        var id = request.InstanceId ?? Guid.CreateVersion7(now).ToString("n");
        var state = InstanceState.New(id, graph, now, request.CorrelationId, request.Name, request.ParentInstanceId);
        var start = new Start(InputOf(request)) { TriggerActivityId = request.TriggerActivityId, FlowchartMode = request.FlowchartMode, Variables = request.Variables };
        var allowed = true;
        Alongside with = async (db, stop) =>
        {
            allowed = request.BypassActivation || await Activation.AllowsAsync(
                db, graph.Activation, new InstanceIdentity(id, state.DefinitionId, request.CorrelationId), stop);
            return allowed && (request.With is not { } more || await more(db, stop));
        };
        return await run.StartAsync(graph, state, start, with, cancellation, request.Abort) is RunMoved { State: var moved }
            ? new Started(moved)
            : allowed ? new StartRefused() : new ActivationRefused(graph.Activation);
    }

    private Task<WorkflowGraph?> FindAsync(StartRequest request, CancellationToken cancellation) =>
        request.DefinitionVersionId is { } versionId
            ? graphs.FindAsync(versionId, cancellation)
            : graphs.FindPublishedAsync(request.DefinitionId, cancellation);

    /// <summary>As in Elsa, a child finds its parent among its inputs too.</summary>
    private static JsonObject InputOf(StartRequest request)
    {
        if (request.ParentInstanceId is not { } parent)
        {
            return request.Input;
        }

        var input = request.Input.DeepClone().AsObject();
        input["ParentInstanceId"] = parent;
        return input;
    }
}

/// <summary>What to start.</summary>
/// <param name="DefinitionId">The definition; its published version is taken, unless <see cref="DefinitionVersionId"/> names another.</param>
/// <param name="Input">Workflow inputs by name.</param>
public sealed record StartRequest(string DefinitionId, JsonObject Input)
{
    /// <summary>The new instance's id, or <see langword="null"/> for a new one. Pass one to name it in <see cref="With"/>.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The correlation id.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The name people see.</summary>
    public string? Name { get; init; }

    /// <summary>The version to start, also a draft; <see langword="null"/> for the published one.</summary>
    public string? DefinitionVersionId { get; init; }

    /// <summary>The trigger activity whose stimulus starts it: that activity waits for nothing more.</summary>
    public string? TriggerActivityId { get; init; }

    /// <summary>The instance whose child it is. The child finds it as its input <c>ParentInstanceId</c> too.</summary>
    public string? ParentInstanceId { get; init; }

    /// <summary>How flowcharts run; <see langword="null"/> for what definition and host say.</summary>
    public FlowchartMode? FlowchartMode { get; init; }

    /// <summary>Values that workflow variables begin with, by name.</summary>
    public JsonObject Variables { get; init; } = [];

    /// <summary>Whether to start it whatever the definition's <see cref="ActivationStrategy"/> says, as Elsa does for HTTP.</summary>
    public bool BypassActivation { get; init; }

    /// <summary>Committed together with the first burst.</summary>
    public Alongside? With { get; init; }

    /// <summary>Cancels the instance while this call still runs it: instead of its next answer it is given its end.</summary>
    public CancellationToken Abort { get; init; }
}

/// <summary>How a start ended.</summary>
public abstract record StartResult;

/// <summary>It runs, waits, or has ended already.</summary>
/// <param name="State">After the burst and all questions answered within the call.</param>
public sealed record Started(InstanceState State) : StartResult;

/// <summary>Another instance that runs keeps it from starting; see <see cref="ActivationStrategy"/>. Nothing changed.</summary>
/// <param name="Strategy">The definition's.</param>
public sealed record ActivationRefused(ActivationStrategy Strategy) : StartResult;

/// <summary>There is no such version, or none of that definition is published.</summary>
/// <param name="DefinitionId">What was asked for.</param>
public sealed record DefinitionNotFound(string DefinitionId) : StartResult;

/// <summary><see cref="StartRequest.With"/> refused.</summary>
public sealed record StartRefused : StartResult;
