using System.Threading.Channels;

namespace StrongCities.Runtime.Instances;

/// <summary>
/// Tells whoever looks at an instance that it moved, after the commit. Nobody waits for those who look: when they cannot follow, the oldest
/// news is dropped, and what remains still says where to look again.
/// </summary>
public sealed class WatchInstances
{
    private const int MaxNews = 1000;

    private readonly Dictionary<string, int> watchers = new(StringComparer.Ordinal);
    private readonly Channel<string> news = Channel.CreateBounded<string>(
        new BoundedChannelOptions(MaxNews) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>Ids of watched instances that moved; one reader.</summary>
    public ChannelReader<string> News => news.Reader;

    /// <summary>Begins to watch an instance.</summary>
    /// <param name="instanceId">Any id; there need be no such instance.</param>
    public void Begin(string instanceId)
    {
        lock (watchers)
        {
            watchers[instanceId] = watchers.GetValueOrDefault(instanceId) + 1;
        }
    }

    /// <summary>Ends what <see cref="Begin"/> began.</summary>
    /// <param name="instanceId">As begun.</param>
    public void End(string instanceId)
    {
        lock (watchers)
        {
            if (watchers.TryGetValue(instanceId, out var count) && count > 1)
            {
                watchers[instanceId] = count - 1;
            }
            else
            {
                watchers.Remove(instanceId);
            }
        }
    }

    /// <summary>An instance moved, and that is committed.</summary>
    internal void Tell(string instanceId)
    {
        lock (watchers)
        {
            if (!watchers.ContainsKey(instanceId))
            {
                return;
            }
        }

        news.Writer.TryWrite(instanceId);
    }
}
