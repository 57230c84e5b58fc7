using StrongCities.Engine.Execution;

namespace StrongCities.Runtime.Instances;

/// <summary>Cancels an instance: everything that waits or runs in it ends as Canceled.</summary>
public sealed class CancelInstance
{
    private readonly InstanceRun run;

    internal CancelInstance(InstanceRun run) => this.run = run;

    /// <summary>Cancels one. When it returns <see cref="InstanceCancelled"/>, everything is committed.</summary>
    /// <param name="request">What to cancel.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns><see cref="InstanceCancelled"/>, <see cref="AlreadyEnded"/>, <see cref="InstanceNotFound"/> or <see cref="CancelRefused"/>.</returns>
    public async Task<CancelResult> RunAsync(CancelRequest request, CancellationToken cancellation) =>
        await run.ContinueAsync(request.InstanceId, new Cancel(), request.With, cancellation) switch
        {
            RunMoved { State: var state } => new InstanceCancelled(state),
            RunRefused => new CancelRefused(),
            RunMissed { State: null } => new InstanceNotFound(request.InstanceId),
            _ => new AlreadyEnded(),
        };
}

/// <summary>What to cancel.</summary>
/// <param name="InstanceId">The instance.</param>
public sealed record CancelRequest(string InstanceId)
{
    /// <summary>Committed together with the burst.</summary>
    public Alongside? With { get; init; }
}

/// <summary>How a cancel ended.</summary>
public abstract record CancelResult;

/// <summary>It is cancelled.</summary>
/// <param name="State">Its last state.</param>
public sealed record InstanceCancelled(InstanceState State) : CancelResult;

/// <summary>It had ended before. Nothing changed.</summary>
public sealed record AlreadyEnded : CancelResult;

/// <summary>There is no such instance.</summary>
/// <param name="InstanceId">What was asked for.</param>
public sealed record InstanceNotFound(string InstanceId) : CancelResult;

/// <summary><see cref="CancelRequest.With"/> refused. Nothing changed.</summary>
public sealed record CancelRefused : CancelResult;
