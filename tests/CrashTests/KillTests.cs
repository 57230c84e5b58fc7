using StrongCities.Crash.Tests.Scenarios;
using Xunit;

namespace StrongCities.Crash.Tests;

/// <summary>The short form of the kills. The long one is run by hand; see docs/crash-tests.md.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Count = 20;

    [Fact]
    public async Task Twenty_kills_lose_nothing_and_do_nothing_twice()
    {
        var report = await Kills.RunAsync(Count, Random.Shared.Next(1_000_000), output.WriteLine);
        output.WriteLine(ReportText.Of(report));
        Assert.True(report.Sheet.Findings.Count == 0, report.Sheet.Said);
        Assert.StartsWith("0 ", report.Stop, StringComparison.Ordinal);
        Assert.True(report.Sheet is { Events: > 0, Timers: > 0, Mails: > 0 }, "there was hardly any load");
    }
}
