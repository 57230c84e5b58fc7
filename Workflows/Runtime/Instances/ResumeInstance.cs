using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Instances;

/// <summary>Resumes a bookmark of an instance and runs it until it waits again or ends.</summary>
public sealed class ResumeInstance
{
    private readonly InstanceRun run;
    private readonly CommitQueue commits;
    private readonly TimeProvider time;

    internal ResumeInstance(InstanceRun run, CommitQueue commits, TimeProvider time)
    {
        this.run = run;
        this.commits = commits;
        this.time = time;
    }

    /// <summary>Resumes one. When it returns <see cref="Resumed"/>, everything is committed.</summary>
    /// <param name="request">What to resume.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns><see cref="Resumed"/>, <see cref="BookmarkGone"/> or <see cref="ResumeRefused"/>.</returns>
    public async Task<ResumeResult> RunAsync(ResumeRequest request, CancellationToken cancellation) =>
        await run.ContinueAsync(request.InstanceId, new Resume(request.BookmarkId, request.Input), request.With, cancellation, request.Abort) switch
        {
            RunMoved { State: var state } => new Resumed(state),
            RunRefused => new ResumeRefused(),
            _ => new BookmarkGone(),
        };

    /// <summary>Resumes one in the background; nothing happens when nothing waits there.</summary>
    /// <param name="request">What to resume. <see cref="ResumeRequest.With"/> and <see cref="ResumeRequest.Abort"/> do not count.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>When it is certain to be resumed.</returns>
    public Task LaterAsync(ResumeRequest request, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var key = $"resume:later:{Guid.CreateVersion7(now):n}";
        return commits.CommitAsync(
            (db, _) =>
            {
                db.Outbox.Add(DeliverResume.Row(key, request.InstanceId, request.BookmarkId, request.Input, now));
                return Task.FromResult(UnitResult.Keep(true));
            },
            cancellation);
    }
}

/// <summary>What to resume.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="BookmarkId">One of its bookmarks.</param>
/// <param name="Input">What the stimulus brings.</param>
public sealed record ResumeRequest(string InstanceId, string BookmarkId, JsonObject Input)
{
    /// <summary>Committed together with the burst.</summary>
    public Alongside? With { get; init; }

    /// <inheritdoc cref="StartRequest.Abort"/>
    public CancellationToken Abort { get; init; }
}

/// <summary>How a resume ended.</summary>
public abstract record ResumeResult;

/// <summary>It went on.</summary>
/// <param name="State">After the burst and all questions answered within the call.</param>
public sealed record Resumed(InstanceState State) : ResumeResult;

/// <summary>Nothing waits there: resumed before, cancelled, or never was. Nothing changed.</summary>
public sealed record BookmarkGone : ResumeResult;

/// <summary><see cref="ResumeRequest.With"/> refused. Nothing changed.</summary>
public sealed record ResumeRefused : ResumeResult;
