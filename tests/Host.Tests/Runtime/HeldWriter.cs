using StrongCities.Runtime.Persistence;

namespace StrongCities.Host.Tests.Runtime;

/// <summary>
/// Keeps a host's writer busy with one unit, until it is let go. Declare it after its host: it lets go when a test fails, too, since a host
/// always finishes the batch under way and would wait for it for ever.
/// </summary>
public sealed class HeldWriter : IAsyncDisposable
{
    private readonly TaskCompletionSource release = new();

    private HeldWriter()
    {
    }

    /// <summary>Ends when the unit that held the writer is stored.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    public static async Task<HeldWriter> HoldAsync(CommitQueue commits)
    {
        var held = new HeldWriter();
        var running = new TaskCompletionSource();
        held.Ended = commits.CommitAsync(
            async (_, _) =>
            {
                running.SetResult();
                await held.release.Task;
                return UnitResult.Keep(0);
            },
            CancellationToken.None);
        await running.Task;
        return held;
    }

    public void Release() => release.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        await Ended;
    }
}
