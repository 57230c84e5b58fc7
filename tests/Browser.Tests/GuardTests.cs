using Xunit;

namespace StrongCities.Browser.Tests;

/// <summary>The guard of Studio's tests is not blind.</summary>
public sealed class GuardTests(Chromium chromium)
{
    [Fact]
    public async Task Whatever_must_not_happen_is_seen()
    {
        await using var host = await HostProcess.StartAsync();
        var studio = await Studio.OpenAsync(chromium, host);
        var page = studio.Page;
        Assert.Empty(studio.Wrong);

        await page.RouteAsync("**/breaks", route => route.AbortAsync("connectionreset"));
        await page.EvaluateAsync("fetch('/breaks').catch(() => {})");
        await SeesAsync($"failed: GET {host.Address}breaks");
        await page.EvaluateAsync("fetch('/nothing-here')");
        await SeesAsync($"404 {host.Address}nothing-here");
        await page.EvaluateAsync("() => { new WebSocket(`ws://${location.host}/nothing-here`); }");
        await SeesAsync("socket: ws://");
        await page.EvaluateAsync("() => { console.error('An error'); }");
        await SeesAsync("console: An error");
        await page.EvaluateAsync("() => { setTimeout(() => { throw new Error('Thrown'); }); }");
        await SeesAsync("error: ");
        await page.RouteAsync("https://elsewhere.example/**", route => route.AbortAsync());
        await page.EvaluateAsync("() => { const away = document.createElement('a'); away.href = 'https://elsewhere.example/'; document.body.append(away); away.click(); }");
        await SeesAsync("outside: https://elsewhere.example/");

        Task SeesAsync(string start) => Until.TrueAsync(
            () => Task.FromResult(studio.Wrong.Any(line => line.StartsWith(start, StringComparison.Ordinal))), $"the guard sees '{start}', not only: {string.Join(" | ", studio.Wrong)}", TimeSpan.FromSeconds(15));
    }
}
