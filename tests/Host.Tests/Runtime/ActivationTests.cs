using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;
using StrongCities.Runtime.Instances;
using Xunit;

namespace StrongCities.Host.Tests.Runtime;

public sealed class ActivationTests
{
    [Theory]
    [InlineData("SingletonStrategy", "case", false)]
    [InlineData("Elsa.Workflows.ActivationValidators.SingletonStrategy, Elsa.Workflows.Core", "other", false)]
    [InlineData("CorrelatedSingletonStrategy", "case", false)]
    [InlineData("CorrelatedSingletonStrategy", "other", true)]
    [InlineData("CorrelationStrategy", "case", false)]
    [InlineData("CorrelationStrategy", "other", true)]
    [InlineData("AllowAlwaysStrategy", "case", true)]
    [InlineData(null, "case", true)]
    public async Task A_second_instance_starts_only_where_the_strategy_allows_it(string? strategy, string correlationId, bool starts)
    {
        await using var rig = await Rig.StartAsync(Waiting("waits", strategy));
        await rig.StartInstanceAsync("waits", "case");

        var second = await rig.Get<StartInstance>().RunAsync(new StartRequest("waits", []) { CorrelationId = correlationId }, Rig.Cancellation);

        Assert.Equal(starts, second is Started);
        Assert.Equal(!starts, second is ActivationRefused);
    }

    [Fact]
    public async Task Correlation_looks_at_every_definition_and_an_ended_instance_is_in_nobody_s_way()
    {
        await using var rig = await Rig.StartAsync(Waiting("one", "CorrelationStrategy"), Waiting("two", "CorrelationStrategy"));
        var first = await rig.StartInstanceAsync("one", "case");
        var request = new StartRequest("two", []) { CorrelationId = "case" };

        Assert.IsType<ActivationRefused>(await rig.Get<StartInstance>().RunAsync(request, Rig.Cancellation));
        await rig.Get<CancelInstance>().RunAsync(new CancelRequest(first.Id), Rig.Cancellation);
        Assert.IsType<Started>(await rig.Get<StartInstance>().RunAsync(request, Rig.Cancellation));
    }

    [Fact]
    public async Task Of_many_starts_at_once_one_wins()
    {
        await using var rig = await Rig.StartAsync(Waiting("alone", "SingletonStrategy"));

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ =>
            rig.Get<StartInstance>().RunAsync(new StartRequest("alone", []), Rig.Cancellation)));

        Assert.Single(results.OfType<Started>());
        Assert.All(results.OfType<ActivationRefused>(), refused => Assert.Equal(ActivationStrategy.Singleton, refused.Strategy));
        Assert.Equal(15, results.OfType<ActivationRefused>().Count());
    }

    private static JsonObject Waiting(string definitionId, string? strategy)
    {
        var definition = Flow.Sequence(definitionId, Flow.Event("wait", "never"));
        definition["options"] = new JsonObject { ["activationStrategyType"] = strategy };
        return definition;
    }
}
