using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Host.Tests.Pages;

/// <summary>What the designer's frame says when there is nothing for Elsa Studio to show.</summary>
public sealed class DesignerPageTests
{
    [Fact]
    public async Task Without_the_files_of_Studio_the_page_says_what_is_missing_and_how_to_mend_it()
    {
        await using var bare = new PageHostOn(Directory.CreateTempSubdirectory("strongcities-").FullName, []);
        await bare.InitializeAsync();
        bare.Services.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider = new NullFileProvider();
        var designer = bare.SignedIn(await bare.NewPersonAsync(Roles.Designer, null));
        foreach (var path in new[] { "/designer", "/designer/definitions/technical-support-request", "/designer/instances" })
        {
            var answer = await designer.GetAsync(path);
            var text = await answer.TextAsync();
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("The designer is not installed", text, StringComparison.Ordinal);
            Assert.Contains("Node.js", text, StringComparison.Ordinal);
            Assert.DoesNotContain("data-element", text, StringComparison.Ordinal);
        }

        Assert.Contains("There is no such run", await designer.ReadAsync("/designer/instances/nothing"), StringComparison.Ordinal);
    }
}
