using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Pages;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Host.Tests.ElsaApi;

/// <summary>Who may call the API. Every route of it is tried, also those that come later.</summary>
[Collection(PageTests.Name)]
public sealed class AccessTests(PageHost host)
{
    private const Roles Viewers = Roles.Advisor | Roles.HubLead | Roles.Designer | Roles.Operator;
    private const string Known = "/elsa/api/features/installed";

    /// <summary>Open to everybody: a signed token is the right.</summary>
    private static readonly string[] ByToken = ["/elsa/api/bookmarks/resume", "/elsa/api/events/trigger"];

    [Fact]
    public async Task Every_route_refuses_nobody_and_whoever_may_not_even_look()
    {
        var browsers = new List<(string Who, HttpStatusCode Refusal, Browser Browser)> { ("nobody", HttpStatusCode.Unauthorized, host.NewBrowser()) };
        foreach (var role in Enum.GetValues<Roles>().Where(role => role != Roles.None && (role & Viewers) == 0))
        {
            browsers.Add((role.ToString(), HttpStatusCode.Forbidden, host.SignedIn(await host.NewPersonAsync(role))));
        }

        var all = Routes().ToList();
        Assert.All(ByToken, path => Assert.Contains((HttpMethod.Get, path), all));
        var routes = all.Where(route => !ByToken.Contains(route.Path)).ToList();
        Assert.NotEmpty(routes);
        var wrong = new List<string>();
        foreach (var (who, refusal, browser) in browsers)
        {
            foreach (var (method, path) in routes)
            {
                var answer = await SendAsync(browser, method, path, ("Sec-Fetch-Site", "same-origin"));
                if (answer.StatusCode != refusal)
                {
                    wrong.Add($"{who} {method} {path}: {(int)answer.StatusCode} instead of {(int)refusal}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Who_may_only_look_is_let_in_where_nothing_changes()
    {
        string[] lookByPost =
        [
            "/elsa/api/activity-executions/report", "/elsa/api/alterations/dry-run", "/elsa/api/bulk-actions/export/workflow-definitions",
            "/elsa/api/bulk-actions/export/workflow-instances", "/elsa/api/descriptors/activities/1/options/1", "/elsa/api/workflow-instances",
            "/elsa/api/workflow-instances/1/journal",
        ];
        var browser = host.SignedIn(await host.NewPersonAsync(Roles.Operator, null));
        var wrong = new List<string>();
        foreach (var (method, path) in Routes().Where(route => !ByToken.Contains(route.Path) && !route.Path.StartsWith("/elsa/hubs", StringComparison.Ordinal)))
        {
            var looks = (method == HttpMethod.Get && !path.EndsWith("/execute", StringComparison.Ordinal)) || lookByPost.Contains(path);
            var answer = await SendAsync(browser, method, path, ("Sec-Fetch-Site", "same-origin"));
            if ((answer.StatusCode == HttpStatusCode.Forbidden) == looks || answer.StatusCode == HttpStatusCode.Unauthorized)
            {
                wrong.Add($"{method} {path}: {(int)answer.StatusCode}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(Roles.Advisor)]
    [InlineData(Roles.Designer)]
    [InlineData(Roles.HubLead)]
    public async Task Who_designs_workflows_is_let_in(Roles role)
    {
        var browser = host.SignedIn(await host.NewPersonAsync(role, null));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(browser, HttpMethod.Get, Known)).StatusCode);
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.Unauthorized)]
    [InlineData("Origin", "https://elsewhere.example", HttpStatusCode.Unauthorized)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Unauthorized)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Unauthorized)]
    [InlineData("Origin", "http://localhost", HttpStatusCode.OK)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.OK)]
    public async Task A_cookie_changes_something_only_from_our_own_pages(string? header, string? value, HttpStatusCode expected)
    {
        var browser = host.SignedIn(await host.NewPersonAsync(Roles.Designer, null));
        const string Path = "/elsa/api/descriptors/activities/Elsa.FlowJoin/options/Mode";
        var answer = await SendAsync(browser, HttpMethod.Post, Path, header is null ? [] : [(header, value!)]);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task A_program_is_let_in_by_its_key_only()
    {
        var key = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        var folder = Directory.CreateTempSubdirectory("strongcities-").FullName;
        await using var keyed = new PageHostOn(folder, [("ElsaApi:Keys:reports", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))))]);
        await keyed.InitializeAsync();
        foreach (var (sent, expected) in new[] { (key, HttpStatusCode.OK), ($"{key}x", HttpStatusCode.Unauthorized), ("", HttpStatusCode.Unauthorized) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Known);
            request.Headers.Authorization = new AuthenticationHeaderValue("ApiKey", sent);
            Assert.Equal(expected, (await keyed.NewBrowser().Client.SendAsync(request)).StatusCode);
        }
    }

    private IEnumerable<(HttpMethod Method, string Path)> Routes() =>
        from endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let pattern = $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}"
        where pattern.StartsWith("/elsa/", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (new HttpMethod(method), Regex.Replace(pattern, @"\{[^}]*\}", "1"));

    private static async Task<HttpResponseMessage> SendAsync(Browser browser, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method != HttpMethod.Get)
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await browser.Client.SendAsync(request);
    }
}
