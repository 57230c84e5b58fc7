using StrongCities.Runtime.Instances;
using Xunit;

namespace StrongCities.Host.Tests.Runtime;

public sealed class InstanceGateTests
{
    [Fact]
    public async Task One_at_a_time_in_the_order_of_arrival_and_nothing_is_kept()
    {
        var gate = new InstanceGate();
        var order = new List<int>();
        var first = await gate.EnterAsync("a", Rig.Cancellation);
        var waiting = Enumerable.Range(0, 10).Select(async n =>
        {
            using var turn = await gate.EnterAsync("a", Rig.Cancellation);
            order.Add(n);
            await Task.Yield();
        }).ToList();
        using (await gate.EnterAsync("b", Rig.Cancellation))
        {
            Assert.Equal(2, gate.Count);
        }

        Assert.Empty(order);
        first.Dispose();
        await Task.WhenAll(waiting);

        Assert.Equal(Enumerable.Range(0, 10), order);
        Assert.Equal(0, gate.Count);
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_the_line()
    {
        var gate = new InstanceGate();
        using var giveUp = new CancellationTokenSource();
        var first = await gate.EnterAsync("a", Rig.Cancellation);
        var second = gate.EnterAsync("a", giveUp.Token);
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();
        Assert.Equal(0, gate.Count);
    }
}
