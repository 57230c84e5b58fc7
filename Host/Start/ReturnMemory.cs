using System.Runtime;

namespace StrongCities.Host.Start;

/// <summary>
/// Gives back to the machine what the start or a busy hour needed, in the first quiet moment after it. By itself the process would keep it until its
/// next full collection, which a quiet host has no reason to make.
/// </summary>
internal sealed class ReturnMemory : BackgroundService
{
    /// <summary>Bytes allocated in a moment up to which it counts as quiet: a page or two.</summary>
    private const long Quiet = 4L << 20;

    /// <summary>Bytes allocated since the last time from which it is worth the pause, a tenth of a second at most.</summary>
    private const long Worth = 64L << 20;

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // By the machine's time also where the clock is driven: its memory knows no other.
        using var looks = new PeriodicTimer(Moment, TimeProvider.System);
        var (last, returned) = (0L, 0L);
        while (await looks.WaitForNextTickAsync(stoppingToken))
        {
            var now = GC.GetTotalAllocatedBytes();
            if (now - last < Quiet && now - returned > Worth)
            {
                GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                returned = now;
            }

            last = now;
        }
    }
}
