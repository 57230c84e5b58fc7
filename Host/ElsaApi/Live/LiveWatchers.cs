namespace StrongCities.Host.ElsaApi.Live;

/// <summary>Who looks at which instance just now. Whether they may is asked at each move, because that can change while they look.</summary>
internal sealed class LiveWatchers
{
    /// <summary>Stands for every program that has a key.</summary>
    public static readonly Guid Program = Guid.AllBitsSet;

    private readonly Dictionary<(string InstanceId, Guid Person), int> open = [];

    /// <summary>Somebody begins to look: a person, or <see cref="Program"/>.</summary>
    public void Begin(string instanceId, Guid person)
    {
        lock (open)
        {
            open[(instanceId, person)] = open.GetValueOrDefault((instanceId, person)) + 1;
        }
    }

    /// <summary>Ends what <see cref="Begin"/> began.</summary>
    public void End(string instanceId, Guid person)
    {
        lock (open)
        {
            if (open.TryGetValue((instanceId, person), out var count) && count > 1)
            {
                open[(instanceId, person)] = count - 1;
            }
            else
            {
                open.Remove((instanceId, person));
            }
        }
    }

    /// <summary>Everybody who looks at an instance.</summary>
    public IReadOnlyList<Guid> Of(string instanceId)
    {
        lock (open)
        {
            return [.. open.Keys.Where(key => key.InstanceId == instanceId).Select(key => key.Person)];
        }
    }
}
