using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>
/// Closes runs that a host which is no more left open, and lets their sources run again: at once after the first time, later and later while hosts die in
/// them again and again. What a run took before is there already, and comes out as the same.
/// </summary>
internal sealed class CloseInterrupted(RunSource running, CommitQueue commits, IOptions<SourceOptions> options, TimeProvider clock)
{
    public Task<int> RunAsync(CancellationToken cancellation) => commits.CommitAsync(
        async (runtime, token) =>
        {
            var db = runtime.Hub();
            var now = clock.GetUtcNow();
            var left = await db.SourceRuns.Where(run => run.Outcome == SourceOutcome.Running).ToListAsync(token);
            foreach (var run in left.Where(run => !running.IsMine(run.Id)))
            {
                (run.Outcome, run.Problem, run.EndedAt) = (SourceOutcome.Interrupted, SourceProblem.Interrupted, now);
                // An uploaded file is gone with the host; whoever sent it sees that, and sends it again.
                if (run.FileName is null && await db.OpportunitySources.SingleAsync(source => source.Id == run.SourceId, token) is { Address: not null } source)
                {
                    Again(source, run, now);
                }
            }

            return UnitResult.Keep(left.Count);
        },
        cancellation);

    private void Again(OpportunitySource source, SourceRun run, DateTimeOffset now)
    {
        var pause = source.FailuresInRow == 0 ? TimeSpan.Zero : BackOff.After(source.FailuresInRow, options.Value.FirstBackOff, options.Value.MaxBackOff);
        source.FailuresInRow++;
        source.NextRunAt = source.NextRunAt < now + pause ? source.NextRunAt : now + pause;
        source.AskedById ??= run.StartedById;
    }
}
