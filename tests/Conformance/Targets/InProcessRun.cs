using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StrongCities.Conformance.Cases;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using StrongCities.Runtime;
using StrongCities.Runtime.Definitions;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;
using StrongCities.Runtime.Triggers;

namespace StrongCities.Conformance.Targets;

/// <summary>One case in our runtime.</summary>
internal sealed class InProcessRun : ICaseRun
{
    /// <summary>No case takes a second; a runtime that never comes to rest is a bug.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly DateTimeOffset Start = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);

    private readonly ElsaCase @case;
    private readonly IHost host;
    private readonly LineLog log;
    private readonly CancellationToken cancellation;
    private string? instanceId;

    private InProcessRun(ElsaCase @case, IHost host, LineLog log, CancellationToken cancellation) =>
        (this.@case, this.host, this.log, this.cancellation) = (@case, host, log, cancellation);

    public static async Task<InProcessRun> BeginAsync(ElsaCase @case, IRuntimeDbFactory databases, bool strictElsa, CancellationToken cancellation)
    {
        var log = new LineLog();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Runtime:Interpreter:StrictElsa"] = strictElsa.ToString(),
            ["Runtime:Definitions:Folder"] = Path.GetTempPath() + Path.GetRandomFileName(),
        });
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Start));
        builder.Services.AddSingleton(databases);
        builder.Services.AddRuntime();
        var host = builder.Build();
        await host.StartAsync(cancellation);
        return new InProcessRun(@case, host, log, cancellation);
    }

    public async Task<(IReadOnlyList<string> Refusals, IReadOnlyList<string> Lost)> PublishAsync()
    {
        var refusals = new List<string>();
        var lost = new List<string>();
        var read = new List<WorkflowDefinition>();
        foreach (var json in @case.Definitions)
        {
            var reading = DefinitionReader.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), @case.Name);
            refusals.AddRange(reading.Problems.Where(problem => problem.IsError).Select(problem => problem.Message));
            if (reading.Definition is { } definition)
            {
                read.Add(definition);
                lost.AddRange(Loss.Between(json, DefinitionWriter.Write(definition)));
            }
        }

        // Stored first and checked then, because they may use each other.
        await StoreAsync(read);
        foreach (var definition in read.Where(IsPublished))
        {
            refusals.AddRange(await PublishAsync(definition));
        }

        return (refusals, lost);
    }

    public async Task<Standing> StartAsync()
    {
        var runs = IdOf(@case.Runs!);
        var request = new StartRequest((string?)@case.Runs!["definitionId"] ?? runs, @case.Input)
        {
            DefinitionVersionId = runs,
            CorrelationId = @case.CorrelationId,
            FlowchartMode = @case.FlowchartMode,
        };
        var started = await Get<StartInstance>().RunAsync(request, cancellation) as Started ?? throw new CannotRunException("the definition does not start");
        instanceId = started.State.Id;
        return StandingOf(started.State);
    }

    public async Task SettleAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Patience);
        try
        {
            await Get<RuntimeIdle>().WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CannotRunException($"the runtime did not come to rest within {Patience.TotalSeconds} s");
        }
    }

    public async Task<Standing?> StandingAsync() => await StateAsync() is { } state ? StandingOf(state) : null;

    public Task ResumeAsync(Waiting bookmark, JsonObject input) =>
        Get<ResumeInstance>().RunAsync(new ResumeRequest(instanceId!, bookmark.Id, input), cancellation);

    public Task SendAsync(SendEvent sent) =>
        Get<PublishEvent>().RunAsync(new PublishEventRequest(sent.Name, sent.Payload) { CorrelationId = sent.CorrelationId }, cancellation);

    public Task<HttpAnswer> CallAsync(CallHttp call) =>
        throw new CannotRunException("an HTTP call takes a server: run this case with --url");

    public Task<IReadOnlyList<string>?> LinesAsync() => Task.FromResult<IReadOnlyList<string>?>(log.Lines);

    public async Task<Traces?> TracesAsync()
    {
        if (await StateAsync() is not { } state)
        {
            return null;
        }

        var journal = await Get<ReadJournal>().PageAsync(new JournalQuery(state.Id, 0, int.MaxValue), cancellation);
        return new Traces(
            log.Lines,
            [.. journal.Items.Select(entry => $"{entry.ActivityId}:{entry.EventName}")],
            [.. state.Incidents.Select(incident => $"{incident.ActivityType}|{incident.ActivityId}|{incident.Message}")],
            state.Output,
            state.Variables(await Get<DefinitionGraphs>().GetAsync(state.DefinitionVersionId, cancellation)));
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    /// <summary>Rows as they are given, with their own ids and numbers: cases name them.</summary>
    private async Task StoreAsync(List<WorkflowDefinition> definitions)
    {
        await using var db = Get<IRuntimeDbFactory>().Create();
        foreach (var definition in definitions)
        {
            var newest = definitions.FindLast(other => other.DefinitionId == definition.DefinitionId) == definition;
            db.Definitions.Add(new DefinitionRow
            {
                Id = definition.Id,
                DefinitionId = definition.DefinitionId,
                Version = definition.Version,
                Name = definition.Name,
                IsLatest = newest,
                IsPublished = IsPublished(definition)
                    && definitions.FindLast(other => other.DefinitionId == definition.DefinitionId && IsPublished(other)) == definition,
                Json = Encoding.UTF8.GetBytes(definition.Source.ToJsonString()),
                ContentHash = definition.Id,
                UsableAsActivity = (bool?)definition.Source["options"]?["usableAsActivity"] == true,
                CreatedAt = Start,
            });
        }

        await db.SaveChangesAsync(cancellation);
    }

    private async Task<IReadOnlyList<string>> PublishAsync(WorkflowDefinition definition)
    {
        var check = Get<CheckDefinition>();
        var compilation = await check.ToStoreAsync(definition, cancellation);
        if (compilation.Graph is not { } graph)
        {
            return [.. compilation.Problems.Where(problem => problem.IsError).Select(problem => problem.Message)];
        }

        var reading = check.ToPublish(graph);
        await using var db = Get<IRuntimeDbFactory>().Create();
        await IndexTriggers.ReplaceAsync(db, definition.DefinitionId, definition.Id, reading.Triggers, cancellation);
        await db.SaveChangesAsync(cancellation);
        return [.. reading.Problems.Select(problem => problem.Message)];
    }

    private bool IsPublished(WorkflowDefinition definition) =>
        definition.IsPublished || (@case.Runs is { } runs && IdOf(runs) == definition.Id);

    private string IdOf(JsonObject json) =>
        DefinitionReader.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), @case.Name).Definition?.Id ?? "";

    /// <summary>The instance that the case started; when only stimuli start one, the first of those.</summary>
    private async Task<InstanceState?> StateAsync()
    {
        await using var db = Get<IRuntimeDbFactory>().Create();
        var bytes = await db.Instances.AsNoTracking().Where(row => instanceId == null ? row.ParentInstanceId == null : row.Id == instanceId)
            .OrderBy(row => row.Id).Select(row => row.State).FirstOrDefaultAsync(cancellation);
        var state = bytes is null ? null : InstanceState.FromUtf8(bytes);
        instanceId ??= state?.Id;
        return state;
    }

    private static Standing StandingOf(InstanceState state) => new(state.Status.ToString(), state.SubStatus.ToString(),
        [.. state.Bookmarks.Select(bookmark => new Waiting(bookmark.Id, bookmark.Name, bookmark.ActivityId, bookmark.Payload))]);

    private T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();
}
