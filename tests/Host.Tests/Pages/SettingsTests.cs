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

    [Fact]
    public void A_driven_clock_is_refused_in_production()
    {
        using var host = Host("Production", ("Clock:Mode", "Driven"));
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
            builder.UseSetting("Storage:DataFolder", folder);
            builder.UseSetting("Logging:LogLevel:Default", "Critical");
            foreach (var (name, value) in settings)
            {
                builder.UseSetting(name, value);
            }
        });

    private static Browser Browser(WebApplicationFactory<Program> host) =>
        new(host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") }));
}
