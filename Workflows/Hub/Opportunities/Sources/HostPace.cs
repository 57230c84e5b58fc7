namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Keeps a pause between the requests to one host, whoever sends them.</summary>
internal sealed class HostPace(TimeProvider clock)
{
    private const int ManyHosts = 1_000;

    private readonly Dictionary<string, DateTimeOffset> next = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits for the host's next turn.</summary>
    public async Task WaitAsync(string host, TimeSpan pause, CancellationToken cancellation)
    {
        TimeSpan wait;
        lock (next)
        {
            var now = clock.GetUtcNow();
            if (next.Count > ManyHosts)
            {
                foreach (var (old, _) in next.Where(pair => pair.Value <= now).ToList())
                {
                    next.Remove(old);
                }
            }

            var turn = next.GetValueOrDefault(host, now);
            turn = turn > now ? turn : now;
            next[host] = turn + pause;
            wait = turn - now;
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, cancellation);
        }
    }
}
