using Xunit;

namespace StrongCities.Browser.Tests;

public sealed class ChromiumTests(Chromium chromium)
{
    [Fact]
    public async Task The_host_answers_a_browser()
    {
        await using var host = await HostProcess.StartAsync();
        var page = await chromium.NewPersonAsync(host, Chromium.Phone);
        await page.GotoAsync("/");
        Assert.Contains("StrongCities", await page.ContentAsync(), StringComparison.Ordinal);
    }
}
