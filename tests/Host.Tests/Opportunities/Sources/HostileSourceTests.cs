using System.IO.Compression;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Http;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.Sources;
using Xunit;

namespace StrongCities.Host.Tests.Opportunities.Sources;

/// <summary>Sources that are slow, broken, huge or malicious: each run ends with a clear reason, and nothing is fetched from where it must not be.</summary>
public sealed class HostileSourceTests
{
    [Theory]
    [InlineData("/hang", SourceProblem.Timeout, "Sources:HeaderTimeout", "00:00:01")]
    [InlineData("/stall", SourceProblem.Timeout, "Sources:StallTimeout", "00:00:01")]
    [InlineData("/drip", SourceProblem.Timeout, "Sources:TotalTimeout", "00:00:02")]
    [InlineData("/cut", SourceProblem.Cut)]
    [InlineData("/huge", SourceProblem.TooLarge)]
    [InlineData("/gzipbomb", SourceProblem.Bomb, "Sources:MaxPageBytes", "50000000")]
    [InlineData("/nested", SourceProblem.Type)]
    [InlineData("/loop", SourceProblem.Redirects)]
    [InlineData("/html", SourceProblem.Type)]
    [InlineData("/noxml", SourceProblem.Unreadable)]
    [InlineData("/laughs", SourceProblem.Unreadable)]
    [InlineData("/external", SourceProblem.Unreadable)]
    [InlineData("/charset", SourceProblem.Unreadable)]
    [InlineData("/always500", SourceProblem.Status)]
    [InlineData("/busy", SourceProblem.Busy)]
    [InlineData("/to?url=file:///etc/passwd", SourceProblem.Refused)]
    [InlineData("/to?url=ftp://127.0.0.1/x", SourceProblem.Refused)]
    [InlineData("/to?url=http://169.254.169.254/latest/meta-data", SourceProblem.Refused)]
    [InlineData("/to?url=http://10.0.0.1/", SourceProblem.Refused)]
    [InlineData("/to?url=http://[::1]/", SourceProblem.Refused)]
    [InlineData("/to?url=http://[::ffff:10.0.0.1]/", SourceProblem.Refused)]
    [InlineData("/to?url=http://[64:ff9b::7f00:1]/", SourceProblem.Refused)]
    [InlineData("/to?url=http://[fd00::1]/", SourceProblem.Refused)]
    [InlineData("/to?url=http://100.64.0.1/", SourceProblem.Refused)]
    [InlineData("/to?url=http://2130706434/", SourceProblem.Refused)]
    public async Task A_bad_source_fails_its_run_with_a_reason_and_costs_nothing_else(string path, SourceProblem problem, string? key = null, string value = "")
    {
        await using var world = await SourceWorld.StartAsync(key is null ? [] : key.EndsWith("TotalTimeout", StringComparison.Ordinal) ? [(key, value), ("Sources:HeaderTimeout", value)] : [(key, value)]);
        var good = await world.RunAsync(SourceKind.Feed, "/feed");
        Assert.Equal(SourceOutcome.Done, good.Outcome);

        var source = await world.AddAsync(SourceKind.Feed, path);
        var run = await world.RunAsync(source);

        Assert.Equal((SourceOutcome.Failed, problem), (run.Outcome, run.Problem));
        Assert.False(string.IsNullOrEmpty(run.ProblemText));
        Assert.NotNull(run.EndedAt);
        Assert.DoesNotContain(world.Server.Saw, seen => seen.EndsWith("/leak", StringComparison.Ordinal));
        Assert.Equal(1, (await world.SourceAsync(source)).FailuresInRow);
        Assert.Equal(["a", "b", "c"], world.Catalogue.Keys.Order(StringComparer.Ordinal).Where(known => known.Length == 1));
        Assert.Empty(Directory.GetFiles(Path.Combine(world.Folder, "sources")));
    }

    [Fact]
    public async Task A_source_that_hangs_up_at_the_handshake_is_unreachable_or_cut_off()
    {
        await using var world = await SourceWorld.StartAsync(("Sources:Retries", "0"));
        await using var server = new HangingUp();
        var fetch = world.Services.GetRequiredService<SafeFetch>();
        for (var call = 0; call < HangingUp.Calls; call++)
        {
            var failure = await Assert.ThrowsAsync<SourceException>(() => fetch.RunAsync(new FetchRequest(new Uri(server.Address)) { MaxBytes = 1 }, new FetchCount(), default));
            Assert.True(failure.IsPassing, failure.Message);
        }
    }

    [Fact]
    public async Task A_redirect_to_an_address_that_is_not_allowed_is_not_followed_and_with_allowance_it_is()
    {
        await using var strict = await SourceWorld.StartAsync();
        var run = await strict.RunAsync(SourceKind.Feed, $"/to?url={strict.Server.Inner}/secret");
        Assert.Equal(SourceProblem.Refused, run.Problem);
        Assert.Equal(0, strict.Server.CallsOf("/secret"));

        // The guard is what kept it: with both addresses allowed the same redirect arrives.
        await using var open = await SourceWorld.StartAsync(("Sources:AllowedNetworks:0", "127.0.0.0/8"));
        var followed = await open.RunAsync(SourceKind.Feed, $"/to?url={open.Server.Inner}/secret");
        Assert.Equal(SourceOutcome.Done, followed.Outcome);
        Assert.Equal(1, open.Server.CallsOf("/secret"));
    }

    [Fact]
    public async Task A_name_is_judged_by_where_it_leads()
    {
        await using var world = await SourceWorld.StartAsync();
        var port = new Uri(world.Server.Address).Port;
        world.Names["good.example.org"] = [IPAddress.Loopback];
        world.Names["inner.example.org"] = [IPAddress.Parse("127.0.0.2")];
        world.Names["mixed.example.org"] = [IPAddress.Parse("127.0.0.2"), IPAddress.Loopback];
        Assert.Equal(SourceOutcome.Done, (await world.RunAsync(SourceKind.Feed, $"http://good.example.org:{port}/feed")).Outcome);
        Assert.Equal(SourceProblem.Refused, (await world.RunAsync(SourceKind.Feed, $"http://inner.example.org:{port}/secret")).Problem);
        Assert.Equal(SourceProblem.Refused, (await world.RunAsync(SourceKind.Feed, $"http://mixed.example.org:{port}/secret")).Problem);
        Assert.Equal(0, world.Server.CallsOf("/secret"));

        await using var strict = await SourceWorld.StartAsync(("Sources:AllowedNetworks:0", "192.0.2.0/24"));
        Assert.Equal(SourceProblem.Refused, (await strict.RunAsync(SourceKind.Feed, $"http://localhost:{new Uri(strict.Server.Address).Port}/secret")).Problem);
        Assert.Empty(strict.Server.Saw);
    }

    [Fact]
    public async Task A_source_that_asks_for_patience_gets_it()
    {
        await using var world = await SourceWorld.StartAsync();
        var before = TimeProvider.System.GetUtcNow();
        var source = await world.AddAsync(SourceKind.Feed, "/busy", schedule: "1");
        var run = await world.RunAsync(source);
        Assert.Equal((SourceProblem.Busy, 1), (run.Problem, run.Requests));
        Assert.True((await world.SourceAsync(source)).NextRunAt >= before.AddHours(2));

        var once = await world.RunAsync(SourceKind.Feed, "/once429");
        Assert.Equal((SourceOutcome.Done, 2, 3), (once.Outcome, once.Requests, once.New));
    }

    [Fact]
    public async Task What_passes_is_tried_again()
    {
        await using var world = await SourceWorld.StartAsync();
        var run = await world.RunAsync(SourceKind.Feed, "/once500");
        Assert.Equal((SourceOutcome.Done, 2, 3), (run.Outcome, run.Requests, run.New));
        Assert.Equal(3, (await world.RunAsync(SourceKind.Feed, "/always500")).Requests);
    }

    [Fact]
    public async Task Markup_and_scripts_of_a_source_become_plain_text_and_odd_links_nothing()
    {
        await using var world = await SourceWorld.StartAsync();
        await world.RunAsync(SourceKind.Feed, "/packed");
        Assert.Equal("Youth & sport", world.Catalogue["a"].Title);
        Assert.Equal("Safe schools", world.Catalogue["a"].Description);
        Assert.Null(world.Catalogue["b"].Source);
    }

    [Fact]
    public async Task Pages_without_an_end_end_the_run_and_what_came_is_kept()
    {
        await using var world = await SourceWorld.StartAsync();
        var same = await world.RunAsync(SourceKind.EuPortal, "/eu/same");
        Assert.Equal((SourceProblem.Endless, 2, 2), (same.Problem, same.New, same.Requests));
        var fresh = await world.RunAsync(SourceKind.EuPortal, "/eu/new");
        Assert.Equal((SourceProblem.Endless, 7, 7), (fresh.Problem, fresh.New, fresh.Requests));
    }

    [Fact]
    public async Task A_run_that_fails_in_the_middle_keeps_what_it_took()
    {
        await using var world = await SourceWorld.StartAsync();
        var run = await world.RunAsync(SourceKind.EuPortal, "/eu/mid");
        Assert.Equal((SourceOutcome.Failed, SourceProblem.Status, 2, 2), (run.Outcome, run.Problem, run.Found, run.New));
        Assert.Contains("one", world.Catalogue.Keys);
    }

    [Fact]
    public async Task Faulty_records_are_explained_and_stop_nothing()
    {
        await using var world = await SourceWorld.StartAsync();
        var run = await world.RunAsync(SourceKind.EuPortal, "/eu/faulty");
        Assert.Equal((SourceOutcome.Done, 5, 1, 4), (run.Outcome, run.Found, run.New, run.Faulty));
        var faults = await world.FaultsAsync(run);
        Assert.Equal(["page 1, date", "page 1, untitled", "page 1, record 4", "page 1, record 5"], faults.Select(fault => fault.Key));
        Assert.Contains("2026-02-31", faults[0].Problem, StringComparison.Ordinal);
        var date = Assert.IsType<DayDate>(world.Catalogue["good"].CloseDate);
        Assert.Equal((new DateOnly(2026, 10, 2), new TimeOnly(17, 0), "Europe/Brussels"), (date.Day, date.Time, date.Zone));
    }

    [Fact]
    public async Task A_record_that_cannot_be_stored_costs_itself_only()
    {
        await using var world = await SourceWorld.StartAsync();
        var run = await world.RunAsync(SourceKind.Feed, "/boom");
        Assert.Equal((SourceOutcome.Done, 3, 1, 2), (run.Outcome, run.Found, run.Faulty, run.New + run.Same));
        Assert.Equal("b", Assert.Single(await world.FaultsAsync(run)).Key);
    }

    [Theory]
    [InlineData(4_000_000, 1, SourceProblem.Bomb)]
    [InlineData(10, 0, SourceProblem.Bomb)]
    [InlineData(10, 2, SourceProblem.Bomb)]
    [InlineData(10, 200, SourceProblem.Bomb)]
    public async Task A_zip_bomb_is_not_opened(int length, int entries, SourceProblem problem)
    {
        await using var world = await SourceWorld.StartAsync();
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var at = 0; at < entries; at++)
            {
                using var entry = zip.CreateEntry($"{at}.xml").Open();
                entry.Write(new byte[length]);
            }
        }

        var source = await world.AddAsync(SourceKind.GrantsGovExtract, "");
        var uploaded = Assert.IsType<Uploaded>(await world.SendAsync(new UploadToSource(world.Lead, source, "../x.zip", () => new MemoryStream(packed.ToArray()))));
        var page = await world.SendAsync(new OpenSourceRun(world.Lead, uploaded.RunId));
        Assert.Equal((SourceOutcome.Failed, problem, "x.zip"), (page!.Run.Outcome, page.Run.Problem, page.Run.FileName));
        Assert.Empty(world.Catalogue);
    }

    [Fact]
    public async Task A_key_goes_to_its_own_host_only_and_is_never_stored_as_it_is()
    {
        await using var world = await SourceWorld.StartAsync(("Sources:AllowedNetworks:0", "127.0.0.0/8"));
        var source = await world.AddAsync(SourceKind.Feed, $"/to?url={world.Server.Inner}/secret", new SourceSettings { SecretHeader = "X-API-Key" }, secret: "open-sesame");
        await world.RunAsync(source);
        Assert.Equal(["open-sesame", ""], world.Server.Secrets);
        Assert.DoesNotContain("open-sesame", (await world.SourceAsync(source)).ProtectedSecret, StringComparison.Ordinal);
    }
}
