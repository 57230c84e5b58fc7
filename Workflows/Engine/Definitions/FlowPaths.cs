using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace StrongCities.Engine.Definitions;

/// <summary>
/// A flowchart seen from one start: which connections lead onward and which close a loop. Computed once, in time
/// linear in the connections; reachability of loops and joins on first use.
/// </summary>
internal sealed class FlowPaths
{
    private readonly FrozenSet<FlowConnection> backward;
    private readonly FrozenDictionary<ActivityNode, IReadOnlyList<FlowConnection>> forwardInbound;
    private readonly ILookup<ActivityNode, FlowConnection> allInbound;
    private readonly ConcurrentDictionary<ActivityNode, IReadOnlySet<ActivityNode>> upstream = new();
    private readonly ConcurrentDictionary<ActivityNode, IReadOnlySet<ActivityNode>> reaching = new();
    private readonly ConcurrentDictionary<FlowConnection, IReadOnlySet<ActivityNode>> reachingAlong = new();
    private readonly ConcurrentDictionary<FlowConnection, bool> legalLoops = new();
    private readonly ActivityNode start;

    private FlowPaths(ActivityNode start, IReadOnlyCollection<FlowConnection> reachable, IEnumerable<FlowConnection> backward)
    {
        this.start = start;
        this.backward = backward.ToFrozenSet();
        allInbound = reachable.ToLookup(connection => connection.Target);
        forwardInbound = reachable.Where(connection => !this.backward.Contains(connection))
            .GroupBy(connection => connection.Target)
            .ToFrozenDictionary(group => group.Key, IReadOnlyList<FlowConnection> (group) => [.. group]);
    }

    /// <summary>Whether a connection closes a loop.</summary>
    public bool IsBackward(FlowConnection connection) => backward.Contains(connection);

    /// <summary>The connections that must all be heard of before a join can decide.</summary>
    public IReadOnlyList<FlowConnection> ForwardInbound(ActivityNode target) => forwardInbound.GetValueOrDefault(target, []);

    /// <summary>Activities from which forward connections lead to this one, near or far.</summary>
    public IReadOnlySet<ActivityNode> Upstream(ActivityNode target) => upstream.GetOrAdd(target, TraceUpstream);

    /// <summary>
    /// Whether a loop is legal: every way from its source back to the start passes through its target. Otherwise
    /// joins inside it could never tell their rounds apart.
    /// </summary>
    public bool IsLegalLoop(FlowConnection loop) => legalLoops.GetOrAdd(loop, TraceLoop);

    /// <summary>Activities from which any way, loops too, leads to this one without passing through it.</summary>
    public IReadOnlySet<ActivityNode> Reaching(ActivityNode target) => reaching.GetOrAdd(target, TraceReaching);

    /// <summary>Activities from which a way leads along this connection without passing through its target before.</summary>
    public IReadOnlySet<ActivityNode> Reaching(FlowConnection connection) => reachingAlong.GetOrAdd(connection, TraceReaching);

    private HashSet<ActivityNode> TraceReaching(ActivityNode target) => TraceBack(target, target, activity => allInbound[activity]);

    private HashSet<ActivityNode> TraceReaching(FlowConnection connection) =>
        [connection.Source, .. TraceBack(connection.Source, connection.Target, activity => allInbound[activity])];

    private HashSet<ActivityNode> TraceUpstream(ActivityNode target) => TraceBack(target, target, ForwardInbound);

    private static HashSet<ActivityNode> TraceBack(
        ActivityNode from, ActivityNode except, Func<ActivityNode, IEnumerable<FlowConnection>> inbound)
    {
        var found = new HashSet<ActivityNode>();
        var open = new Queue<ActivityNode>([from]);
        while (open.TryDequeue(out var activity))
        {
            foreach (var connection in inbound(activity))
            {
                if (connection.Source != except && found.Add(connection.Source))
                {
                    open.Enqueue(connection.Source);
                }
            }
        }

        return found;
    }

    private bool TraceLoop(FlowConnection loop)
    {
        if (loop.Source == loop.Target || loop.Target == start)
        {
            return true;
        }

        var seen = new HashSet<ActivityNode> { loop.Target };
        var open = new Stack<ActivityNode>([loop.Source]);
        while (open.TryPop(out var activity))
        {
            if (activity == start)
            {
                return false;
            }

            if (seen.Add(activity))
            {
                foreach (var connection in allInbound[activity])
                {
                    open.Push(connection.Source);
                }
            }
        }

        return true;
    }

    /// <summary>Walks breadth first from a start; a connection is backward when its target leads to its source already.</summary>
    public static FlowPaths Trace(FlowConnections connections, ActivityNode start)
    {
        var order = BreadthFirst(connections, start);
        var reachable = order.SelectMany(connections.From).ToList();
        return new FlowPaths(start, reachable, ClosingLoops(connections, order));
    }

    /// <summary>
    /// Takes connections breadth first; one closes a loop when its target already leads to its source. Only what lies
    /// on or between loops is searched, so a flowchart without loops costs nothing.
    /// </summary>
    private static List<FlowConnection> ClosingLoops(FlowConnections connections, List<ActivityNode> order)
    {
        var closing = new List<FlowConnection>();
        var looped = OnOrBetweenLoops(connections, order);
        var accepted = new Dictionary<ActivityNode, List<ActivityNode>>();
        foreach (var connection in order.SelectMany(connections.From))
        {
            if (!looped.Contains(connection.Source) || !looped.Contains(connection.Target))
            {
                continue;
            }

            if (Leads(accepted, connection.Target, connection.Source))
            {
                closing.Add(connection);
            }
            else if (accepted.TryGetValue(connection.Source, out var targets))
            {
                targets.Add(connection.Target);
            }
            else
            {
                accepted.Add(connection.Source, [connection.Target]);
            }
        }

        return closing;
    }

    private static bool Leads(Dictionary<ActivityNode, List<ActivityNode>> accepted, ActivityNode from, ActivityNode to)
    {
        var seen = new HashSet<ActivityNode>();
        var open = new Stack<ActivityNode>([from]);
        while (open.TryPop(out var activity))
        {
            if (activity == to)
            {
                return true;
            }

            if (seen.Add(activity) && accepted.TryGetValue(activity, out var targets))
            {
                targets.ForEach(open.Push);
            }
        }

        return false;
    }

    /// <summary>Peels off what nothing leads to and what leads nowhere, again and again.</summary>
    private static HashSet<ActivityNode> OnOrBetweenLoops(FlowConnections connections, List<ActivityNode> order)
    {
        var rest = Peel(order, connections.From, connection => connection.Source, connection => connection.Target);
        var inbound = order.SelectMany(connections.From).ToLookup(connection => connection.Target);
        return Peel(rest, activity => inbound[activity], connection => connection.Target, connection => connection.Source);
    }

    private static HashSet<ActivityNode> Peel(
        IReadOnlyCollection<ActivityNode> activities,
        Func<ActivityNode, IEnumerable<FlowConnection>> following,
        Func<FlowConnection, ActivityNode> near,
        Func<FlowConnection, ActivityNode> far)
    {
        var rest = activities.ToHashSet();
        var leading = rest.SelectMany(following).Where(connection => rest.Contains(near(connection)) && rest.Contains(far(connection)))
            .CountBy(far).ToDictionary();
        var open = new Queue<ActivityNode>(rest.Where(activity => !leading.ContainsKey(activity)));
        while (open.TryDequeue(out var activity))
        {
            rest.Remove(activity);
            foreach (var next in following(activity).Select(far).Where(rest.Contains))
            {
                if (--leading[next] == 0)
                {
                    open.Enqueue(next);
                }
            }
        }

        return rest;
    }

    private static List<ActivityNode> BreadthFirst(FlowConnections connections, ActivityNode start)
    {
        var seen = new HashSet<ActivityNode> { start };
        var order = new List<ActivityNode> { start };
        for (var i = 0; i < order.Count; i++)
        {
            foreach (var connection in connections.From(order[i]))
            {
                if (seen.Add(connection.Target))
                {
                    order.Add(connection.Target);
                }
            }
        }

        return order;
    }
}
