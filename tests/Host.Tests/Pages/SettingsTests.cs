using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Hub.Mail;
using Xunit;

namespace StrongCities.Host.Tests.Pages;

/// <summary>Hosts with other settings, on folders of their own.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("strongcities-settings-").FullName;

    [Fact]
    public async Task In_production_there_is_no_mailbox_and_cookies_need_https()
    {
        await using (var first = Host("Development", ("SampleData", "false")))
        {
            Assert.Equal(HttpStatusCode.OK, (await Browser(first).GetAsync("/mailbox")).StatusCode);
        }

        await using var host = Host("Production", ("Mail:Transport", "Smtp"), ("Mail:Smtp:Host", "localhost"), ("Mail:PublicUrl", "https://localhost"));
        foreach (var path in new[] { "/mailbox", "/mailbox/1", "/mailbox/1/html", "/mailbox/1/eml", "/desk/clock" })
        {
            var answer = (await Browser(host).GetAsync(path)).StatusCode;
            Assert.True(answer == (path == "/desk/clock" ? HttpStatusCode.Redirect : HttpStatusCode.NotFound), $"{path}: {answer}");
        }

        Assert.Equal(HttpStatusCode.OK, (await Browser(host).GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Browser(host).GetAsync("/health/ready")).StatusCode);
        var plain = await new Browser(host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false })).GetAsync("/sign-in");
        Assert.Equal("https://localhost/sign-in", plain.Headers.Location?.ToString());
        var page = await Browser(host).GetAsync("/sign-in");
        Assert.All(page.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public void A_driven_clock_is_refused_outside_development(string environment)
    {
        using var host = Host(environment, ("Clock:Mode", "Driven"));
        Assert.Contains("Clock:Mode", Assert.Throws<InvalidOperationException>(() => host.CreateClient()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_driven_clock_makes_everything_due_happen_in_order_and_stands_where_it_stood_after_a_restart()
    {
        (string, string)[] driven = [("Clock:Mode", "Driven"), ("Clock:Start", "2026-03-02T08:00:00Z")];
        DateTimeOffset end;
        await using (var host = new PageHostOn(folder, driven))
        {
            await host.InitializeAsync();
            Dictionary<string, string> jump = new() { ["By"] = "1.00:00" };
            var stood = host.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            var city = host.SignedIn(await host.PersonAsync("ana.kumanovo@example.org"));
            Assert.Equal(HttpStatusCode.NotFound, (await city.SendAsync("/", jump, "/desk/clock/advance")).StatusCode);
            Assert.Equal(HttpStatusCode.Redirect, (await host.NewBrowser().SendAsync("/", jump, "/desk/clock/advance")).StatusCode);
            Assert.Equal(stood, host.Services.GetRequiredService<TimeProvider>().GetUtcNow());
            var lead = host.SignedIn(await host.PersonAsync("lead@example.org"));
            var answer = await lead.SendAsync("/desk/clock", new Dictionary<string, string> { ["By"] = "21.00:00" }, "/desk/clock/advance");
            Assert.Equal("/desk/clock", answer.Headers.Location?.ToString());
            end = host.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            Assert.Equal(new DateTimeOffset(2026, 3, 23, 8, 0, 0, TimeSpan.Zero), end);

            var later = (await host.SendAsync(new ListMailbox(null, 500))).Where(mail => mail.ReceivedAt.Date > new DateTime(2026, 3, 2)).OrderBy(mail => mail.Id).ToList();
            Assert.NotEmpty(later);
            Assert.True(later.Select(mail => mail.ReceivedAt.Date).Distinct().Count() > 1, "All mails came at once.");
            Assert.Equal(later.Select(mail => mail.ReceivedAt).Order(), later.Select(mail => mail.ReceivedAt));
        }

        await using var again = Host("Development", driven);
        Assert.Equal(end, again.Services.GetRequiredService<TimeProvider>().GetUtcNow());
    }

    [Fact]
    public async Task Too_many_tries_to_sign_in_are_turned_away_with_a_page()
    {
        await using var host = Host("Development", ("SampleData", "false"), ("Limits:SignInsPerMinute", "3"));
        var tries = new List<HttpResponseMessage>();
        for (var turn = 0; turn < 4; turn++)
        {
            tries.Add(await Browser(host).SendAsync("/desk/sign-in", new Dictionary<string, string> { ["Email"] = "x@example.org", ["Password"] = "wrong" }));
        }

        Assert.Equal([200, 200, 200, 429], tries.Select(answer => (int)answer.StatusCode));
        Assert.Contains("Please wait a minute", await tries[^1].TextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "10.1.2.3", 429, false)]
    [InlineData("10.0.0.0/8", "10.1.2.3", 200, true)]
    [InlineData("10.1.2.3", "10.1.2.3", 200, true)]
    [InlineData("10.0.0.0/8", "192.0.2.1", 429, false)]
    [InlineData("::1", "::1", 200, true)]
    public async Task Only_a_known_proxy_says_who_asks_and_whether_by_https(string known, string proxy, int second, bool https)
    {
        (string, string)[] settings = known.Length == 0 ? [] : [("Proxy:Known:0", known)];
        await using (var host = Host("Development", [("SampleData", "false"), ("Limits:SignInsPerMinute", "1"), .. settings]))
        {
            var answers = new List<int>();
            foreach (var visitor in new[] { "198.51.100.1", "198.51.100.2" })
            {
                var browser = Behind(host, "https://localhost", proxy, visitor);
                answers.Add((int)(await browser.SendAsync("/desk/sign-in", new Dictionary<string, string> { ["Email"] = "x@example.org", ["Password"] = "wrong" })).StatusCode);
            }

            Assert.Equal([200, second], answers);
        }

        await using var production = Host(
            "Production", [("Mail:Transport", "Smtp"), ("Mail:Smtp:Host", "localhost"), ("Mail:PublicUrl", "https://localhost"), .. settings]);
        var page = await Behind(production, "http://localhost", proxy, "198.51.100.1").GetAsync("/sign-in");
        Assert.Equal(https ? HttpStatusCode.OK : HttpStatusCode.TemporaryRedirect, page.StatusCode);
    }

    [Theory]
    [InlineData("proxy.example.org")]
    [InlineData("10.0.0.0/99")]
    public void A_proxy_that_is_no_address_stops_the_start(string known)
    {
        using var host = Host("Development", ("Proxy:Known:0", known));
        Assert.Contains($"Proxy:Known has \"{known}\"", Assert.ThrowsAny<Exception>(() => host.CreateClient()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("::1", HttpStatusCode.OK)]
    [InlineData("192.0.2.1", HttpStatusCode.NotFound)]
    public async Task The_mailbox_opens_to_this_machine_only(string caller, HttpStatusCode expected)
    {
        await using var host = Host("Development", ("SampleData", "false"));
        var browser = Browser(host);
        browser.Client.DefaultRequestHeaders.Add(Caller.Header, caller);
        Assert.Equal(expected, (await browser.GetAsync("/mailbox")).StatusCode);
    }

    [Fact]
    public void A_limit_out_of_range_stops_the_start()
    {
        using var host = Host("Development", ("Limits:LinksPerMinute", 0.ToString(CultureInfo.InvariantCulture)));
        Assert.Contains("LinksPerMinute", Assert.ThrowsAny<Exception>(() => host.CreateClient()).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private WebApplicationFactory<Program> Host(string environment, params (string Name, string Value)[] settings) =>
        new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            builder.UseEnvironment(environment);
            builder.ConfigureServices(services => services.AddSingleton<IStartupFilter, Caller>());
            builder.UseSetting("Storage:DataFolder", folder);
            builder.UseSetting("Logging:LogLevel:Default", "Critical");
            foreach (var (name, value) in settings)
            {
                builder.UseSetting(name, value);
            }
        });

    /// <summary>Somebody whose requests a proxy that ends TLS passes on.</summary>
    private static Browser Behind(WebApplicationFactory<Program> host, string address, string proxy, string visitor)
    {
        var client = host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri(address) });
        client.DefaultRequestHeaders.Add(Caller.Header, proxy);
        client.DefaultRequestHeaders.Add("X-Forwarded-For", visitor);
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        return new(client);
    }

    private static Browser Browser(WebApplicationFactory<Program> host) =>
        new(host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") }));
}
