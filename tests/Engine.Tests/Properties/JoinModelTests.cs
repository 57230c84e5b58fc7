using System.Text.Json.Nodes;
using CsCheck;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using Xunit;
using static StrongCities.Engine.Tests.Workbench;

namespace StrongCities.Engine.Tests.Properties;

/// <summary>
/// A model of joins in flowcharts without loops, small enough to be seen right: nodes in an order in which connections
/// only lead onward. It knows nothing of counters, tokens or the order of events, and both algorithms must agree with it.
/// </summary>
public sealed class JoinModelTests
{
    private const int Samples = 400;

    private static readonly Gen<Node[]> GenNodes = Gen.Select(Gen.Enum<Kind>(), Gen.Int[0, 1000].Array[1, 4])
        .Select((kind, sources) => new Node(kind, sources)).Array[2, 14].Select(Plain);

    [Fact]
    public void Joins_fire_as_the_model_says_whatever_comes_first()
    {
        var skipped = 0;
        var fired = 0;
        Gen.Select(GenNodes, Gen.Enum<FlowchartMode>(), Gen.Int[0, 1000].Array[20]).Sample(
            (nodes, mode, choices) =>
            {
                var expected = Expected(nodes);
                var bench = new Workbench(Definition(Chart(nodes))).Run(new Start([]) { FlowchartMode = mode });
                for (var i = 0; bench.State.Bookmarks.Count > 0; i++)
                {
                    bench.Run(new Resume(bench.State.Bookmarks[choices[i] % bench.State.Bookmarks.Count].Id, []));
                }

                var ran = bench.Journal.Where(row => row.EndsWith(":Completed", StringComparison.Ordinal) && row[0] == 'N')
                    .Select(row => int.Parse(row[1..row.IndexOf(':', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture))
                    .Order().ToArray();
                Assert.Equal(expected, ran);
                Assert.Equal(WorkflowSubStatus.Finished, bench.State.SubStatus);
                var joins = Enumerable.Range(0, nodes.Length).Where(i => nodes[i].Kind is Kind.WaitAll or Kind.WaitAny or Kind.WaitAllActive).ToList();
                fired += joins.Count(expected.Contains);
                skipped += joins.Count(join => !expected.Contains(join));
            },
            iter: Samples,
            threads: 1,
            print: sample => $"{sample.Item2} {string.Join(", ", sample.Item1.Select((node, i) => $"{i}:{node.Kind}({string.Join(' ', node.Sources)})"))}");
        Assert.True(fired > Samples / 2 && skipped > Samples / 10, $"{fired} joins fired, {skipped} were skipped");
    }

    /// <summary>
    /// A node runs once when a connection to it was followed; a join of mode WaitAll only when all were that can be
    /// reached at all.
    /// </summary>
    private static int[] Expected(Node[] nodes)
    {
        var reachable = new bool[nodes.Length];
        var runs = new bool[nodes.Length];
        reachable[0] = runs[0] = true;
        for (var i = 1; i < nodes.Length; i++)
        {
            var inbound = nodes[i].Sources.Where(source => reachable[source]).ToList();
            reachable[i] = inbound.Count > 0;
            runs[i] = inbound.Count > 0 && (nodes[i].Kind == Kind.WaitAll ? inbound.TrueForAll(Followed) : inbound.Exists(Followed));
        }

        return [.. Enumerable.Range(0, nodes.Length).Where(i => runs[i])];

        bool Followed(int source) => runs[source] && nodes[source].Kind != Kind.DeadEnd;
    }

    /// <summary>Sources become earlier nodes; what a WaitAny cancels depends on time, so it is not mixed with waits.</summary>
    private static Node[] Plain(Node[] nodes)
    {
        var waits = nodes.Any(node => node.Kind == Kind.Wait);
        return [.. nodes.Select((node, i) => new Node(
            waits && node.Kind == Kind.WaitAny ? Kind.WaitAllActive : node.Kind,
            i == 0 ? [] : [.. node.Sources.Select(source => source % i).Distinct()]))];
    }

    private static JsonObject Chart(Node[] nodes) => Flowchart(
        [.. nodes.Select((node, i) => Activity($"N{i}", node))],
        [.. nodes.SelectMany((node, i) => node.Sources.Select(source => $"N{source}:{Port(nodes[source])}>N{i}"))]);

    private static JsonObject Activity(string id, Node node)
    {
        var activity = node.Kind switch
        {
            Kind.Wait => Wait(id),
            Kind.DeadEnd or Kind.Decision => Workbench.Activity(id, "Elsa.FlowDecision", ("condition", Literal(node.Kind == Kind.Decision))),
            Kind.WaitAny or Kind.WaitAll or Kind.WaitAllActive => Workbench.Activity(id, "Elsa.FlowJoin", ("mode", Literal(node.Kind.ToString()))),
            _ => Line(id),
        };

        // Counting, every node waits for its branches; with tokens, those that merge.
        activity["customProperties"] = new JsonObject { ["mergeMode"] = "Merge" };
        return activity;
    }

    private static string Port(Node source) => source.Kind is Kind.Decision or Kind.DeadEnd ? "True" : "Done";

    private enum Kind
    {
        Line, Wait, Decision, DeadEnd, WaitAny, WaitAll, WaitAllActive,
    }

    private sealed record Node(Kind Kind, int[] Sources);
}
