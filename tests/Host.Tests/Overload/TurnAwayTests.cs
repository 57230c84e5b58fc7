using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Pages;
using StrongCities.Host.Tests.Runtime;
using StrongCities.Hub.People;
using StrongCities.Runtime;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Overload;

/// <summary>A host with its hands full, and one that is about to stop.</summary>
public sealed class TurnAwayTests
{
    private const string Definition = """
        {"model":{"definitionId":"wait","name":"Wait","root":{"id":"F","type":"Elsa.Flowchart","activities":[
          {"id":"E","type":"Elsa.Event","eventName":{"typeName":"String","expression":{"type":"Literal","value":"Go"}}}],"connections":[]}},"publish":true}
        """;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Whoever_comes_when_the_queue_is_full_is_turned_away_and_all_others_are_served()
    {
        await using var host = new SmallHost(("Runtime:Commits:Capacity", "4"), ("Runtime:Commits:MaxBatch", "1"));
        var client = await DesignerAsync(host);
        await using var held = await HeldWriter.HoldAsync(host.Services.GetRequiredService<CommitQueue>());

        var started = new List<Task<HttpResponseMessage>>();
        var commits = host.Services.GetRequiredService<CommitQueue>();
        using var deadline = new CancellationTokenSource(Deadline);
        while (!commits.IsFull)
        {
            deadline.Token.ThrowIfCancellationRequested();
            started.Add(StartAsync(client));
            await Task.WhenAny(started[^1], Task.Delay(20));
        }

        foreach (var path in (string[])["/elsa/api/workflow-definitions/wait/execute", "/workflows/anything", "/requests"])
        {
            using var refused = await client.PostAsync(path);
            Assert.Equal((path, HttpStatusCode.ServiceUnavailable), (path, refused.StatusCode));
            Assert.Equal(TimeSpan.FromSeconds(2), refused.Headers.RetryAfter?.Delta);
        }

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready")).StatusCode);
        held.Release();
        await held.Ended;
        var answers = await Task.WhenAll(started);
        var accepted = answers.Where(answer => answer.StatusCode == HttpStatusCode.OK).Select(IdOf).Order(StringComparer.Ordinal).ToList();
        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable));
        Assert.Equal(accepted, await StoredAsync(host));
        Assert.NotEmpty(accepted);
    }

    [Fact]
    public async Task One_request_more_than_may_be_under_way_is_turned_away()
    {
        await using var host = new SmallHost(("Overload:MaxRequests", "1"), ("Overload:RetryAfter", "00:00:07"));
        var client = await DesignerAsync(host);
        await using var held = await HeldWriter.HoldAsync(host.Services.GetRequiredService<CommitQueue>());
        var first = StartAsync(client);
        HttpResponseMessage second;
        using var deadline = new CancellationTokenSource(Deadline);
        do
        {
            deadline.Token.ThrowIfCancellationRequested();
            // Whichever comes second is turned away: then the start comes again.
            first = first.IsCompleted ? StartAsync(client) : first;
            second = await client.GetAsync("/elsa/api/workflow-instances");
        }
        while (second.StatusCode == HttpStatusCode.OK);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(7)), (second.StatusCode, second.Headers.RetryAfter?.Delta));
        Assert.Equal(503, JsonNode.Parse(await second.Content.ReadAsStringAsync())!["status"]?.GetValue<int>());
        held.Release();
        await held.Ended;
        Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/elsa/api/workflow-instances")).StatusCode);
    }

    [Fact]
    public async Task A_person_who_is_turned_away_reads_why()
    {
        await using var host = new SmallHost(("Runtime:Commits:Capacity", "1"), ("Runtime:Commits:MaxBatch", "1"));
        var client = new Guest(host.CreateClient());
        await host.SettleAsync();
        await using var held = await HeldWriter.HoldAsync(host.Services.GetRequiredService<CommitQueue>());
        var waiting = host.ChangeAsync(_ => { });

        using var answer = await client.GetAsync("/sign-in");
        held.Release();
        await held.Ended;
        await waiting;

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("Please try again in a moment", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_tries_are_told_when_to_come_again()
    {
        await using var host = new SmallHost(("Limits:WorkflowCallsPerMinute", "1"));
        var client = new Guest(host.CreateClient());
        await client.GetAsync("/workflows/nothing");

        using var answer = await client.GetAsync("/workflows/nothing");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter?.Delta ?? default, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }

    private static async Task<Guest> DesignerAsync(SmallHost host)
    {
        await host.SettleAsync();
        var client = host.SignedIn(await host.NewPersonAsync(Roles.Designer, cityKey: null)).Client;
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        var guest = new Guest(client);
        using var saved = await guest.PostAsync("/elsa/api/workflow-definitions", Definition);
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        return guest;
    }

    private static Task<HttpResponseMessage> StartAsync(Guest client) => client.PostAsync("/elsa/api/workflow-definitions/wait/execute");

    private static string IdOf(HttpResponseMessage answer) => answer.Headers.GetValues("x-elsa-workflow-instance-id").Single();

    private static async Task<List<string>> StoredAsync(SmallHost host)
    {
        await using var db = host.Services.GetRequiredService<IRuntimeDbFactory>().Create();
        return await db.Instances.Where(row => row.DefinitionId == "wait").Select(row => row.Id).OrderBy(id => id).ToListAsync();
    }

    /// <summary>Who calls.</summary>
    private sealed class Guest(HttpClient http)
    {
        public Task<HttpResponseMessage> GetAsync(string path) => http.GetAsync(new Uri(path, UriKind.Relative));

        public async Task<HttpResponseMessage> PostAsync(string path, string json = "{}")
        {
            using var body = new StringContent(json, Encoding.UTF8, "application/json");
            return await http.PostAsync(new Uri(path, UriKind.Relative), body);
        }
    }

    private sealed class SmallHost : PageHost
    {
        private readonly string folder;

        public SmallHost(params (string Name, string Value)[] settings)
            : this(Directory.CreateTempSubdirectory("strongcities-overload-").FullName, settings)
        {
        }

        private SmallHost(string folder, (string Name, string Value)[] settings)
            : base(folder, settings) => this.folder = folder;

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            SqliteConnection.ClearAllPools();
            // A host that was stopped is disposed of twice.
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            GC.SuppressFinalize(this);
        }
    }
}
