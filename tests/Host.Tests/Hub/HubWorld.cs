using System.Text.RegularExpressions;
using MediatR;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StrongCities.Hub;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.SampleData;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Hub;

/// <summary>The whole hub on files of its own and on a driven clock: real engine, runtime, database and outbox.</summary>
internal sealed class HubWorld : IAsyncDisposable
{
    /// <summary>A Monday, 9:00 in Skopje. No holiday in the weeks that follow but 11 and 12 October and 8 December.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 9, 14, 7, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("strongcities-").FullName;
    private readonly Dictionary<string, string?> settings;
    private IHost host = null!;

    private HubWorld(IReadOnlyDictionary<string, string?> settings) =>
        this.settings = new(settings) { ["Storage:DataFolder"] = folder };

    public FakeTimeProvider Clock { get; } = new(Monday);

    public IServiceProvider Services => host.Services;

    public string DataFolder => folder;

    private static Regex Link { get; } = new(@"/(?:t|sign-in|desk/set-password)/([A-Za-z0-9_-]{12}\.[A-Za-z0-9_-]{27})");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<HubWorld> StartEmptyAsync(params (string Key, string Value)[] settings)
    {
        var world = new HubWorld(settings.ToDictionary(setting => setting.Key, string? (setting) => setting.Value));
        await world.BootAsync();
        return world;
    }

    /// <summary>Starts with the sample hub's cities and people, and no cases.</summary>
    public static async Task<HubWorld> StartAsync(params (string Key, string Value)[] settings)
    {
        var world = await StartEmptyAsync(settings);
        Assert.True(await world.Services.GetRequiredService<PlantSampleData>().PlantPlacesAsync(Token));
        return world;
    }

    /// <summary>Stops everything and starts it again on the same files, some time later.</summary>
    public async Task RestartAsync(TimeSpan down = default)
    {
        await host.StopAsync(Token);
        host.Dispose();
        Clock.Advance(down);
        await BootAsync();
    }

    public HubDb Db(Viewer? viewer = null) => Services.GetRequiredService<HubDbFactory>().Create(viewer);

    public Task<T> SendAsync<T>(IRequest<T> request) => Services.GetRequiredService<IMediator>().Send(request, Token);

    public async Task<Person> PersonAsync(string email)
    {
        await using var db = Db();
        return await db.People.SingleAsync(person => person.Email == email, Token);
    }

    public async Task<Viewer> ViewerAsync(string email)
    {
        var person = await PersonAsync(email);
        return Viewer.Of(person);
    }

    public Task<Viewer> CoordinatorAsync(string city = "kumanovo") => ViewerAsync(SamplePeople.CoordinatorOf(city));

    public static RequestForm CompleteForm(Lane lane = Lane.ShortAdvice) => new()
    {
        Title = "Safe schools",
        Lane = lane,
        Problem = "Two clashes between young supporters.",
        Wish = "A visit.",
        WishedBy = new DateOnly(2026, 12, 1),
        Authority = "Mayor",
    };

    public async Task<Guid> SubmitAsync(RequestForm? form = null, string city = "kumanovo")
    {
        var result = await SendAsync(new SubmitRequest(await CoordinatorAsync(city), Guid.NewGuid().ToString(), form ?? CompleteForm(), []));
        return Assert.IsType<Submitted>(result).RequestId;
    }

    /// <summary>The one open task of a request, as one of its people sees it.</summary>
    public async Task<(TaskPage Page, BySeat Access)> OpenTaskAsync(Guid requestId)
    {
        await using var db = Db();
        var task = await db.Tasks.Include(t => t.Seats).SingleAsync(t => t.CaseId == requestId && t.State == TaskState.Open, Token);
        var seated = task.Seats.Select(seat => seat.PersonId).ToList();
        var person = await db.People.Where(p => seated.Contains(p.Id)).OrderBy(p => p.Email).FirstAsync(Token);
        var access = new BySeat(Viewer.Of(person), task.Id);
        return (Assert.IsType<TaskPage>(await SendAsync(new OpenTask(access))), access);
    }

    /// <summary>Decides the one open task of a request.</summary>
    public async Task<TaskPage> DecideAsync(Guid requestId, string title, string option, string? comment = null, Dictionary<string, string>? fields = null)
    {
        var (page, access) = await OpenTaskAsync(requestId);
        Assert.Equal(title, page.Task.Title);
        var result = await SendAsync(new DecideTask(access, option, comment, fields ?? [], page.Task.Version, page.Digest));
        return Assert.IsType<TaskDecided>(result).Page;
    }

    public async Task<DecideResult> CompleteAsync(Guid requestId, RequestForm form)
    {
        var (page, access) = await OpenTaskAsync(requestId);
        return await SendAsync(new CompleteRequest(access, form, [], page.Task.Version));
    }

    public async Task<SupportRequest> RequestAsync(Guid requestId)
    {
        await using var db = Db();
        return await db.Requests.SingleAsync(request => request.Id == requestId, Token);
    }

    public async Task<CaseStatus> StatusAsync(Guid requestId) => (await RequestAsync(requestId)).Status;

    /// <summary>Kinds of all mails of a request, in the order in which they were queued.</summary>
    public async Task<IReadOnlyList<string>> MailsAsync(Guid requestId)
    {
        await using var db = Db();
        var mails =
            from mail in db.Mails
            join row in db.Outbox on MailSender.OutboxKind + ":" + mail.Key equals row.Key
            where mail.CaseId == requestId
            orderby row.Id
            select mail.Kind;
        return await mails.ToListAsync(Token);
    }

    /// <summary>Waits until nothing is due or in flight.</summary>
    public Task SettleAsync() => Services.GetRequiredService<RuntimeIdle>().WaitAsync(Token).WaitAsync(TimeSpan.FromSeconds(90), Token);

    /// <summary>Drives the clock to a moment, stopping wherever something is due.</summary>
    public async Task AdvanceToAsync(DateTimeOffset moment)
    {
        var idle = Services.GetRequiredService<RuntimeIdle>();
        await SettleAsync();
        while (await idle.NextDueAsync(Token) is { } next && next <= moment)
        {
            Clock.SetUtcNow(next > Clock.GetUtcNow() ? next : Clock.GetUtcNow());
            await SettleAsync();
        }

        // The fake clock takes a moment's local ticks for its UTC ones.
        Clock.SetUtcNow(moment.ToUniversalTime());
        await SettleAsync();
    }

    public Task AdvanceAsync(TimeSpan span) => AdvanceToAsync(Clock.GetUtcNow() + span);

    public async Task<int> TimersAsync()
    {
        await using var db = Db();
        return await db.Bookmarks.CountAsync(bookmark => bookmark.DueAt != null, Token);
    }

    /// <summary>Plants a second hub with one city: its people have no business in the first.</summary>
    public async Task<Guid> PlantOtherHubAsync()
    {
        var now = Clock.GetUtcNow();
        var hub = new RegionalHub { Id = Guid.CreateVersion7(now), Key = "baltic", Name = "Baltic", NumberPrefix = "BA", Calendar = "BRU", TimeZone = "Europe/Brussels", Email = "baltic@example.org" };
        var city = new City { Id = Guid.CreateVersion7(now), HubId = hub.Id, Key = "elsewhere", Name = "Elsewhere", Country = "BE", Calendar = "BRU", TimeZone = "Europe/Brussels", Language = "en" };
        await Services.GetRequiredService<CommitQueue>().CommitAsync(
            (db, _) =>
            {
                db.Add(hub);
                db.Add(city);
                db.AddRange(
                    Somebody("lead@baltic.example.org", null, Roles.HubLead | Roles.Advisor),
                    Somebody("coordinator@baltic.example.org", city.Id, Roles.Coordinator | Roles.Signatory));
                return Task.FromResult(UnitResult.Keep(true));
            },
            Token);
        return city.Id;

        Person Somebody(string email, Guid? cityId, Roles roles) => new()
        {
            Id = Guid.CreateVersion7(now), HubId = hub.Id, CityId = cityId, Email = email, Name = email, Language = "en", Roles = roles, CreatedAt = now,
        };
    }

    /// <summary>Adds a person to the first hub, or to one of its cities.</summary>
    public async Task<Viewer> AddPersonAsync(string email, Roles roles, string? city = null)
    {
        await using var db = Db();
        var cityId = city is null ? (Guid?)null : (await db.Cities.SingleAsync(c => c.Key == city, Token)).Id;
        var result = await SendAsync(new AddPerson(await ViewerAsync("lead@example.org"), cityId, email, email, "en", roles));
        var person = Assert.IsType<PersonKept>(result).Person;
        return Viewer.Of(person);
    }

    /// <summary>The link of the newest mail that somebody got: its token.</summary>
    public async Task<string> NewestTokenAsync(string to) => Link.Match(await NewestMailAsync(to)).Groups[1].Value;

    /// <summary>What a mail says that reached the mailbox.</summary>
    public async Task<string> NewestMailAsync(string to)
    {
        await using var db = Db();
        var message = await db.Mailbox.Where(mail => mail.To == to).OrderByDescending(mail => mail.Id).FirstAsync(Token);
        return Assert.IsType<OpenedMessage>(await SendAsync(new OpenMailboxMessage(message.Id))).Text!;
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private async Task BootAsync()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Development", DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(folder, "keys")));
        builder.Services.AddHub(builder.Configuration);
        host = builder.Build();
        await host.StartAsync(Token);
    }
}
