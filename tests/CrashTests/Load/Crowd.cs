using StrongCities.Hub.Cities;
using StrongCities.Hub.SampleData;

namespace StrongCities.Crash.Tests.Load;

/// <summary>All clients of a run: programs, cities and the hub's people, at work until they are told to stop.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const int Cities = 3;
    private const int EventPrograms = 3;
    private const int TimerPrograms = 2;
    private const int Deciders = 3;
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource end = new();
    private readonly TaskCompletionSource failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly People people;
    private readonly Task[] starters;
    private readonly Task[] others;

    /// <param name="host">Where it is, also while it is down.</param>
    /// <param name="ledger">Where they note what they know.</param>
    /// <param name="post">Where their mails come.</param>
    /// <param name="seed">Their choices.</param>
    /// <param name="clock">What timers are set by.</param>
    public Crowd(HostProcess host, Ledger ledger, SmtpSink post, int seed, TimeProvider? clock = null)
    {
        var programs = new Programs(host.Address, ledger, clock ?? TimeProvider.System);
        people = new People(host.Address, ledger, post, clock ?? TimeProvider.System);
        var cities = SampleCities.All.Take(Cities).Select(city => SamplePeople.CoordinatorOf(city.Key)).ToList();
        starters =
        [
            .. Enumerable.Range(0, EventPrograms).Select(n => programs.EventsAsync($"e{n}", new Random(seed + n), stop.Token)),
            .. Enumerable.Range(0, TimerPrograms).Select(n => programs.TimersAsync($"t{n}", new Random(seed + 100 + n), stop.Token)),
            .. cities.Select((email, n) => people.CityAsync(email, new Random(seed + 200 + n), stop.Token, end.Token)),
        ];
        others = [people.SortAsync(end.Token), .. Enumerable.Range(0, Deciders).Select(n => people.DeskAsync(new Random(seed + 300 + n), end.Token))];
        foreach (var client in starters.Concat(others))
        {
            _ = WatchAsync(client);
        }
    }

    /// <summary>Lets everybody finish what they began, and waits until the host has nothing left to do.</summary>
    /// <param name="host">Up again.</param>
    /// <param name="within">Patience.</param>
    /// <exception cref="Exception">A client failed, at whatever moment of the run: what it threw. Nobody would take its links any more.</exception>
    public async Task FinishAsync(HostProcess host, TimeSpan within)
    {
        await stop.CancelAsync();
        await UnlessOneFailsAsync(Task.WhenAll(starters).WaitAsync(within));
        await UnlessOneFailsAsync(Idle.WaitAsync(host, () => people.Rest, within));
        await end.CancelAsync();
        await Task.WhenAll(others);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await end.CancelAsync();

        // Not for the starters: they go on until the host has taken all they have, and it may be down for good. Whoever failed has been told of in FinishAsync, or something else has and is not to be hidden.
        await Task.WhenAll(others).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
        end.Dispose();
    }

    private async Task UnlessOneFailsAsync(Task wait) => await await Task.WhenAny(wait, failure.Task);

    private async Task WatchAsync(Task client)
    {
        await client.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (client.Exception is { InnerException: { } why })
        {
            failure.TrySetException(why);
        }
    }
}
