using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Definitions;

namespace StrongCities.Runtime.Instances;

/// <summary>Starts an instance of a published definition and runs it until it waits or ends.</summary>
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
    /// <returns><see cref="Started"/>, <see cref="DefinitionNotFound"/> or <see cref="StartRefused"/>.</returns>
    public async Task<StartResult> RunAsync(StartRequest request, CancellationToken cancellation)
    {
        if (await graphs.FindPublishedAsync(request.DefinitionId, cancellation) is not { } graph)
        {
            return new DefinitionNotFound(request.DefinitionId);
        }

        var now = time.GetUtcNow();
        // Ids rise with time, so that new rows come to lie side by side however many there are.
        var id = request.InstanceId ?? Guid.CreateVersion7(now).ToString("n");
        var state = InstanceState.New(id, graph, now, request.CorrelationId, request.Name);
        return await run.StartAsync(graph, state, new Start(request.Input), request.With, cancellation) is RunMoved { State: var moved }
            ? new Started(moved)
            : new StartRefused();
    }
}

/// <summary>What to start.</summary>
/// <param name="DefinitionId">The definition; its published version is taken.</param>
/// <param name="Input">Workflow inputs by name.</param>
public sealed record StartRequest(string DefinitionId, JsonObject Input)
{
    /// <summary>The new instance's id, or <see langword="null"/> for a new one. Pass one to name it in <see cref="With"/>.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The correlation id.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The name people see.</summary>
    public string? Name { get; init; }

    /// <summary>Committed together with the first burst.</summary>
    public Alongside? With { get; init; }
}

/// <summary>How a start ended.</summary>
public abstract record StartResult;

/// <summary>It runs, waits, or has ended already.</summary>
/// <param name="State">After the burst and all questions answered within the call.</param>
public sealed record Started(InstanceState State) : StartResult;

/// <summary>There is no published version of that definition.</summary>
/// <param name="DefinitionId">What was asked for.</param>
public sealed record DefinitionNotFound(string DefinitionId) : StartResult;

/// <summary><see cref="StartRequest.With"/> refused.</summary>
public sealed record StartRefused : StartResult;
