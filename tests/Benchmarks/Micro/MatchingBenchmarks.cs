using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using StrongCities.Benchmarks.Load;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Triggers;

namespace StrongCities.Benchmarks.Micro;

/// <summary>What it costs to find out whom a stimulus meets, beside thousands that wait for the same.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class MatchingBenchmarks
{
    private const string Nobody = "0190f5d1c2b27c3fa0b1c2d3e4f50617";

    private static readonly JsonObject Payload = new() { ["EventName"] = "Go" };

    private BenchHost host = null!;

    /// <summary>Instances that wait for the same event.</summary>
    [Params(1, 10_000)]
    public int Waiting { get; set; }

    /// <summary>Starts the runtime and fills its database.</summary>
    /// <returns>When it is full.</returns>
    [GlobalSetup]
    public async Task Prepare()
    {
        host = await BenchHost.StartAsync();
        var sample = await host.StartAsync(BenchHost.StartSetEvent);
        Ballast.Copy(host.Database, sample.Id, Waiting - 1);
    }

    /// <summary>Stops it.</summary>
    /// <returns>When it has stopped.</returns>
    [GlobalCleanup]
    public async Task End() => await host.DisposeAsync();

    /// <summary>The key under which an event and its bookmarks meet.</summary>
    /// <returns>64 hex digits.</returns>
    [Benchmark(Baseline = true)]
    public string Hash() => StimulusHash.Of(Event.TypeName, Payload);

    /// <summary>An event for one instance that does not wait for it, from the call to the answer that nobody was met.</summary>
    /// <returns>Whom it met.</returns>
    [Benchmark]
    public Task<StimulusDelivered> MeetNobody() => host.Get<SendStimulus>().RunAsync(
        new StimulusRequest(Event.TypeName, Payload, []) { InstanceId = Nobody, MayWait = false }, CancellationToken.None);

    /// <summary>An event that starts something or goes to everybody, of which there is none of this name.</summary>
    /// <returns>Whom it met.</returns>
    [Benchmark]
    public Task<StimulusDelivered> MeetNobodyOfAll() => host.Get<SendStimulus>().RunAsync(
        new StimulusRequest(Event.TypeName, new JsonObject { ["EventName"] = "Stop" }, []) { MayWait = false }, CancellationToken.None);
}
