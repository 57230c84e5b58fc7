namespace StrongCities.Runtime.Instances;

/// <summary>
/// Lets one caller at a time into an instance, in the order in which they came, and keeps nothing of an instance that
/// nobody is in.
/// </summary>
internal sealed class InstanceGate
{
    private readonly Dictionary<string, Door> doors = new(StringComparer.Ordinal);

    /// <summary>Instances that somebody is in or waits for.</summary>
    public int Count
    {
        get
        {
            lock (doors)
            {
                return doors.Count;
            }
        }
    }

    /// <summary>Waits for the turn. The place in the line is taken before the first wait.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="cancellation">Leaves the line.</param>
    /// <returns>Dispose once to let the next in.</returns>
    public async Task<IDisposable> EnterAsync(string instanceId, CancellationToken cancellation)
    {
        Door? door;
        lock (doors)
        {
            if (!doors.TryGetValue(instanceId, out door))
            {
                doors.Add(instanceId, door = new Door(this, instanceId));
            }

            door.Users++;
        }

        try
        {
            await door.Turn.WaitAsync(cancellation);
            return door;
        }
        catch
        {
            Leave(door);
            throw;
        }
    }

    private void Leave(Door door)
    {
        lock (doors)
        {
            if (--door.Users == 0)
            {
                doors.Remove(door.InstanceId);
                door.Turn.Dispose();
            }
        }
    }

    private sealed class Door(InstanceGate gate, string instanceId) : IDisposable
    {
        public string InstanceId => instanceId;

        public SemaphoreSlim Turn { get; } = new(1, 1);

        public int Users { get; set; }

        public void Dispose()
        {
            Turn.Release();
            gate.Leave(this);
        }
    }
}
