using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Execution;
using StrongCities.Host.Tests.ElsaApi;
using StrongCities.Runtime.Http;
using Xunit;

namespace StrongCities.Host.Tests.Http;

/// <summary>Requests of workflows to a real server.</summary>
[Collection(CallTests.Name)]
public sealed class OutgoingTests(CallHost host)
{
    private static readonly (string, JsonNode)[] Secrets =
        [("authorization", "Bearer secret"), ("requestHeaders", new JsonObject { ["Cookie"] = "secret", ["X-Key"] = "secret" })];

    [Theory]
    [InlineData("/to?status=302&url=/json", true)]
    [InlineData("/to?status=307&url={other}/json", false)]
    [InlineData("/to?status=302&url={other}/to%3Fstatus%3D302%26url%3D{own}%2Fjson", false)]
    public async Task Secrets_stay_with_the_host_they_are_for(string path, bool kept)
    {
        var url = path.Replace("{other}", host.Target.OtherAddress, StringComparison.Ordinal).Replace("{own}", host.Target.Address, StringComparison.Ordinal);
        var state = await SendAsync(host.Target.Address + url, Secrets);
        Assert.Equal(WorkflowSubStatus.Finished, state.SubStatus);
        var (first, last) = (host.Target.Saw.First(), host.Target.Saw.Last());
        Assert.Equal("/json", last.Url);
        Assert.Equal((true, true), (HasSecrets(first), host.Target.Saw.Count > 1));
        Assert.Equal(kept, HasSecrets(last));
    }

    [Theory]
    [InlineData(302, "POST", "GET", "")]
    [InlineData(303, "PUT", "GET", "")]
    [InlineData(307, "POST", "POST", "{\"a\":1}")]
    [InlineData(308, "PUT", "PUT", "{\"a\":1}")]
    public async Task A_redirect_keeps_or_changes_the_method_by_its_status(int status, string method, string then, string body)
    {
        await SendAsync($"{host.Target.Address}/to?status={status}&url=/json", ("method", method), ("content", "{\"a\":1}"), ("contentType", "application/json"));
        Assert.Equal((then, "/json", body), (host.Target.Saw.Last().Method, host.Target.Saw.Last().Url, host.Target.Saw.Last().Body));
    }

    [Fact]
    public async Task Redirects_end()
    {
        await SendAsync($"{host.Target.Address}/loop");
        Assert.Equal(11, host.Target.Saw.Count);
    }

    [Fact]
    public async Task A_request_with_a_strategy_is_sent_again_under_the_same_key()
    {
        var step = Steps.Send(host.Target.Address + "/flaky");
        step["customProperties"] = new JsonObject { ["resilienceStrategy"] = new JsonObject() };
        Assert.Equal(WorkflowSubStatus.Finished, (await RunAsync(step)).SubStatus);
        Assert.Equal(3, host.Target.Saw.Count);
        Assert.Single(host.Target.Saw.Select(seen => seen.Headers["Idempotency-Key"]).Distinct());
    }

    [Fact]
    public async Task A_response_that_is_too_long_faults()
    {
        var state = await SendAsync(host.Target.Address + "/big");
        Assert.Contains("longer than the 1000 bytes", state.Incidents[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://localhost/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("http://100.64.0.1/")]
    [InlineData("http://2130706433/")]
    public async Task Private_addresses_are_refused(string url)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => AskAsync(new OutgoingHttpOptions(), url));
        Assert.Contains("Runtime:Http:AllowPrivateAddresses", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", "/to?status=302&url={other}/json", false)]
    [InlineData("127.0.0.1", "/to?status=302&url=/json", true)]
    [InlineData("*.example.org", "/json", false)]
    public async Task Hosts_that_are_not_listed_are_refused_also_after_a_redirect(string allowed, string path, bool passes)
    {
        var options = new OutgoingHttpOptions { AllowPrivateAddresses = true, AllowedHosts = { allowed } };
        var url = host.Target.Address + path.Replace("{other}", host.Target.OtherAddress, StringComparison.Ordinal);
        host.Target.Saw.Clear();
        if (passes)
        {
            Assert.Equal(200, (int)(await AskAsync(options, url))!["StatusCode"]!);
            return;
        }

        var error = await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(options, url));
        Assert.Contains("Runtime:Http:AllowedHosts", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Target.Saw, seen => seen.Url == "/json");
    }

    [Fact]
    public async Task Only_https_is_sent_where_that_is_said() => Assert.Contains(
        "https only",
        (await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(new OutgoingHttpOptions { HttpsOnly = true, AllowPrivateAddresses = true }, host.Target.Address))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task A_server_that_hangs_up_at_the_handshake_is_one_that_was_not_reached()
    {
        await using var server = new HangingUp();
        var options = new OutgoingHttpOptions { AllowPrivateAddresses = true };
        for (var call = 0; call < HangingUp.Calls; call++)
        {
            Assert.NotNull((await AskAsync(options, server.Address))!["Message"]);
        }
    }

    private static bool HasSecrets(Seen seen) => seen.Headers.Values.Any(value => value.Contains("secret", StringComparison.Ordinal));

    private static async Task<JsonNode?> AskAsync(OutgoingHttpOptions options, string url)
    {
        var wrapped = Options.Create(options);
        using var send = new SendHttpRequest(new GuardedConnection(wrapped), TimeProvider.System, wrapped);
        return await send.AnswerAsync("key", new JsonObject { ["Url"] = url, ["Method"] = "GET" }, CancellationToken.None);
    }

    private Task<InstanceState> SendAsync(string url, params (string, JsonNode)[] more) => RunAsync(Steps.Send(url, more));

    private async Task<InstanceState> RunAsync(JsonObject step)
    {
        await (await ElsaClient.OfAsync(host)).SaveAsync(Steps.Definition("out", step), publish: true);
        host.Target.Saw.Clear();
        return await host.RunAsync("out");
    }
}
