using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Pages;
using Xunit;

namespace StrongCities.Host.Tests.ElsaApi;

/// <summary>What <c>docs/elsa-compatibility.md</c> says of calls is so.</summary>
[Collection(PageTests.Name)]
public sealed class InterfaceTableTests(PageHost host)
{
    [Fact]
    public async Task Calls_are_there_or_not_as_the_page_says()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "elsa-compatibility.md"));
        var rows = page.Split("\n## Interface\n")[1].Split("\n## ")[0].Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()).ToList();
        var routes = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(route => (route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Select(method => $"{method} {route.RoutePattern.RawText}"))
            .ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            var call = row[0].Trim('`').Split(' ');
            Assert.Equal(row[1] is "supported" or "partly", routes.Contains($"{call[0]} /elsa/api{call[1]}"));
        });
    }
}
