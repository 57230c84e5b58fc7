using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Pages;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.SampleData;
using Xunit;

namespace StrongCities.Host.Tests.Cases;

/// <summary>The pages of cases that are no support requests, over HTTP.</summary>
public sealed class CasePageTests(CasePageTests.CaseHost host) : IClassFixture<CasePageTests.CaseHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_link_of_a_mail_shows_the_opportunity_and_its_button_decides()
    {
        var opened = await CaseWorld.OpenAtHubAsync(host.Services);
        await host.SettleAsync();
        var browser = host.NewBrowser();
        var page = (await browser.GetAsync(await host.LinkAsync(CaseWorld.Advisor, "/t/", CaseWorld.Title))).Headers.Location!.ToString().Split('?')[0];
        var shown = await browser.ReadAsync(page);
        Assert.Contains(CaseWorld.Title, shown, StringComparison.Ordinal);
        Assert.Contains("Interreg", shown, StringComparison.Ordinal);
        Assert.Contains("EUR 250,000", shown, StringComparison.Ordinal);
        Assert.Contains(opened!.Number, shown, StringComparison.Ordinal);

        var decided = await browser.SendAsync(page, new Dictionary<string, string> { ["Decision.Option"] = "Approve" });
        Assert.Equal(HttpStatusCode.Redirect, decided.StatusCode);
        Assert.Contains("You decided this on", await browser.ReadAsync(page), StringComparison.Ordinal);
        Assert.DoesNotContain("Interreg", await browser.ReadAsync(page), StringComparison.Ordinal);

        var desk = await host.SignedIn(await host.PersonAsync(CaseWorld.Lead)).ReadAsync($"/desk/cases/{opened.Id}");
        Assert.Contains("Interreg", desk, StringComparison.Ordinal);
        Assert.Contains("Votes and acts on record: 1.", desk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_city_sees_its_own_and_nobody_elses()
    {
        var ofHub = Assert.IsType<OpportunityCase>(await CaseWorld.OpenAtHubAsync(host.Services));
        var opened = await CaseWorld.OpenOfCityAsync(host.Services, "tuzla", ofHub);
        await host.SettleAsync();
        var city = host.SignedIn(await host.PersonAsync(SamplePeople.CoordinatorOf("tuzla")));
        var shown = await city.ReadAsync(opened.CityPath);
        Assert.Contains("Interreg", shown, StringComparison.Ordinal);
        Assert.Contains("/tasks/", shown, StringComparison.Ordinal);
        Assert.Contains("/tasks/", await city.ReadAsync("/requests"), StringComparison.Ordinal);
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        var task = await db.Tasks.SingleAsync(t => t.CaseId == opened.Id, Token);
        var hubTask = await db.Tasks.SingleAsync(t => t.CaseId == ofHub.Id, Token);
        Assert.Contains(CaseWorld.Title, await city.ReadAsync($"/tasks/{task.Id}"), StringComparison.Ordinal);
        Assert.Contains(CaseWorld.Title, await host.SignedIn(await host.PersonAsync(CaseWorld.Lead)).ReadAsync($"/desk/tasks/{task.Id}"), StringComparison.Ordinal);

        foreach (var (who, path) in new[]
        {
            (await host.PersonAsync(SamplePeople.CoordinatorOf("kumanovo")), opened.CityPath),
            (host.ForeignCoordinator, opened.CityPath),
            (await host.PersonAsync(SamplePeople.CoordinatorOf("tuzla")), ofHub.CityPath),
            (await host.PersonAsync(SamplePeople.CoordinatorOf("tuzla")), $"/tasks/{hubTask.Id}"),
            (await host.PersonAsync(SamplePeople.CoordinatorOf("kumanovo")), $"/tasks/{task.Id}"),
            (await host.PersonAsync("foreign-lead@example.org"), $"/desk/cases/{opened.Id}"),
            (await host.PersonAsync("foreign-lead@example.org"), $"/desk/cases/{ofHub.Id}"),
            (await host.PersonAsync("foreign-lead@example.org"), $"/desk/tasks/{hubTask.Id}"),
        })
        {
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await host.SignedIn(who).GetAsync(path)).StatusCode));
        }
    }

    /// <summary>A host that knows the processes of the tests besides its own.</summary>
    public sealed class CaseHost : PageHost
    {
        private readonly string data;
        private readonly string processes;

        public CaseHost()
            : this(Directory.CreateTempSubdirectory("strongcities-cases-").FullName, Processes())
        {
        }

        private CaseHost(string data, string processes)
            : base(data, [("Runtime:Definitions:Folder", processes), ("Mail:HoldOutsideOfficeHours", "false")]) => (this.data, this.processes) = (data, processes);

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            SqliteConnection.ClearAllPools();
            Directory.Delete(data, recursive: true);
            Directory.Delete(processes, recursive: true);
            GC.SuppressFinalize(this);
        }

        private static string Processes()
        {
            var folder = Directory.CreateTempSubdirectory("case-processes-").FullName;
            var own = new DirectoryInfo(AppContext.BaseDirectory);
            while (!Directory.Exists(Path.Combine(own!.FullName, "workflow-definitions")))
            {
                own = own.Parent;
            }

            foreach (var file in Directory.GetFiles(Path.Combine(own.FullName, "workflow-definitions"), "*.json"))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }

            CaseWorld.WriteInto(folder);
            return folder;
        }
    }
}
