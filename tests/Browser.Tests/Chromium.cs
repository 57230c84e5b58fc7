using Microsoft.Playwright;
using Xunit;

namespace StrongCities.Browser.Tests;

/// <summary>The machine's Chromium, headless, shared by the tests of an assembly.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>A phone: 390 × 844 CSS pixels.</summary>
    public static ViewportSize Phone { get; } = new() { Width = 390, Height = 844 };

    /// <summary>A desk: 1280 × 900 CSS pixels.</summary>
    public static ViewportSize Desk { get; } = new() { Width = 1280, Height = 900 };

    public async ValueTask InitializeAsync()
    {
        if (Array.Find(Places, File.Exists) is not { } path)
        {
            return;
        }

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A fresh person: own cookies, own window. Skips the test, saying why, where there is no Chromium.</summary>
    /// <param name="host">Which host they visit.</param>
    /// <param name="size">Their screen.</param>
    /// <param name="javaScript">Whether scripts run.</param>
    /// <param name="underPolicy">Whether the pages' content security policy holds for scripts.</param>
    public async Task<IPage> NewPersonAsync(HostProcess host, ViewportSize size, bool javaScript = false, bool underPolicy = false)
    {
        SkipWithoutBrowser();
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = host.Address.ToString(),
            // The accessibility checker is injected by the test, which our pages rightly forbid.
            BypassCSP = javaScript && !underPolicy,
            JavaScriptEnabled = javaScript,
            Locale = "en",
            ViewportSize = size,
        });
        host.CloseWithMe(context);

        // Elsa Studio starts a runtime of its own in each new page, which takes long on a busy machine; other pages are quick, but seldom alone there.
        context.SetDefaultTimeout(underPolicy ? 90_000 : 45_000);
        return await context.NewPageAsync();
    }

    /// <summary>A window of no host, for what is not a page of it.</summary>
    /// <param name="size">How big.</param>
    /// <param name="colours">Light or dark.</param>
    public async Task<IPage> NewWindowAsync(ViewportSize size, ColorScheme colours = ColorScheme.Light)
    {
        SkipWithoutBrowser();
        var context = await browser!.NewContextAsync(new() { ColorScheme = colours, Locale = "en", ViewportSize = size });
        context.SetDefaultTimeout(45_000);
        return await context.NewPageAsync();
    }

    private void SkipWithoutBrowser() =>
        Assert.SkipWhen(browser is null, $"No Chromium at {string.Join(", ", Places)}: install it (apt-get install chromium) to run the browser tests.");

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }
}
