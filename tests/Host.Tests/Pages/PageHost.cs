using System.Globalization;
using System.Security.Claims;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Pages;

/// <summary>
/// The whole host as it starts in development, sample data and all, on a folder of its own; and beside the sample hub another one, whose
/// records nobody of the first may see.
/// </summary>
public class PageHost : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly string folder;
    private readonly (string Name, string Value)[] settings;
    private Task<Person>? designer;

    public PageHost()
        : this(Directory.CreateTempSubdirectory("strongcities-pages-").FullName, [])
    {
    }

    protected PageHost(string folder, (string Name, string Value)[] settings) => (this.folder, this.settings) = (folder, settings);

    public Person ForeignCoordinator { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var now = Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var hub = new RegionalHub { Id = Guid.NewGuid(), Key = "other", Name = "Other", NumberPrefix = "OT", Calendar = "RS", TimeZone = "Europe/Belgrade", Email = "other@example.org" };
        var city = new City { Id = Guid.NewGuid(), HubId = hub.Id, Key = "nis", Name = "Niš", Country = "RS", Calendar = "RS", TimeZone = "Europe/Belgrade", Language = "en" };
        ForeignCoordinator = PersonOf(hub.Id, city.Id, Roles.Coordinator, "foreign", now);
        await ChangeAsync(db => db.AddRange(hub, city, ForeignCoordinator, PersonOf(hub.Id, null, Roles.HubLead | Roles.Advisor, "foreign-lead", now)));
        await SubmitAsync(Viewer.Of(ForeignCoordinator), "Of another hub");
        await SettleAsync();
    }

    /// <summary>A browser that nobody has used: no cookie, no redirect followed.</summary>
    public Browser NewBrowser() => new(CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false }));

    /// <summary>A browser in which somebody has signed in.</summary>
    public Browser SignedIn(Person person)
    {
        var cookie = Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get("signed-in");
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, person.Id.ToString())], "signed-in");
        var ticket = new AuthenticationTicket(new ClaimsPrincipal(identity), "signed-in");
        var browser = NewBrowser();
        browser.Client.DefaultRequestHeaders.Add("Cookie", $"{cookie.Cookie.Name}={cookie.TicketDataFormat.Protect(ticket)}");
        return browser;
    }

    public async Task<Person> PersonAsync(string email)
    {
        await using var db = Services.GetRequiredService<HubDbFactory>().Create(null);
        return await db.People.SingleAsync(person => person.Email == email);
    }

    /// <summary>Somebody new of a city of the sample hub, or of its staff.</summary>
    public async Task<Person> NewPersonAsync(Roles roles, string? cityKey = "kumanovo")
    {
        await using var db = Services.GetRequiredService<HubDbFactory>().Create(null);
        var hub = await db.Hubs.SingleAsync(h => h.Key == "western-balkans");
        var city = cityKey is null ? null : await db.Cities.SingleAsync(c => c.HubId == hub.Id && c.Key == cityKey);
        var person = PersonOf(hub.Id, city?.Id, roles, $"p{Guid.NewGuid():N}", Services.GetRequiredService<TimeProvider>().GetUtcNow());
        await ChangeAsync(unit => unit.Add(person));
        return person;
    }

    /// <summary>One person who designs workflows.</summary>
    public Task<Person> DesignerAsync() => designer ??= NewPersonAsync(Roles.Designer, cityKey: null);

    /// <summary>A request without gaps.</summary>
    public async Task<Guid> SubmitAsync(Viewer viewer, string title, params Upload[] files)
    {
        var form = new RequestForm
        {
            Title = title, Lane = Lane.ShortAdvice, Problem = "A problem.", Wish = "Advice.", Authority = "The mayor.",
            WishedBy = DateOnly.FromDateTime(Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime.AddDays(60)),
        };
        var result = await SendAsync(new SubmitRequest(viewer, Guid.NewGuid().ToString("N"), form, files));
        return Assert.IsType<Submitted>(result).RequestId;
    }

    public async Task<T> SendAsync<T>(IRequest<T> request)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    public Task ChangeAsync(Action<HubDb> change) => Services.GetRequiredService<CommitQueue>().CommitAsync(
        (unit, _) =>
        {
            change(unit.Hub());
            return Task.FromResult(UnitResult.Keep(true));
        },
        CancellationToken.None);

    /// <summary>Waits until every mail is in the mailbox.</summary>
    public async Task SettleAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await Services.GetRequiredService<RuntimeIdle>().WaitAsync(patience.Token);
    }

    /// <summary>The newest mail to somebody that leads to a path, and where it leads.</summary>
    public async Task<string> LinkAsync(string email, string path, string about = "")
    {
        await SettleAsync();
        foreach (var message in await SendAsync(new ListMailbox(email, 500)))
        {
            var opened = (await SendAsync(new OpenMailboxMessage(message.Id)))!;
            if (opened.Text!.Contains(about, StringComparison.Ordinal) && Links.In(opened).FirstOrDefault(link => link.StartsWith(path, StringComparison.Ordinal)) is { } link)
            {
                return link;
            }
        }

        throw new InvalidOperationException($"No mail to {email} leads to {path}.");
    }

    /// <summary>Every row of every table.</summary>
    public async Task<IReadOnlyList<string>> EverythingAsync()
    {
        var rows = new List<string>();
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "strongcities.db")};Mode=ReadOnly");
        await connection.OpenAsync();
        foreach (var table in await ReadAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"))
        {
            rows.AddRange((await ReadAsync(connection, $"SELECT * FROM \"{table}\"")).Select(row => $"{table}: {row}").Order(StringComparer.Ordinal));
        }

        return rows;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (settings.Length == 0)
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }

        GC.SuppressFinalize(this);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.ConfigureServices(services => services.AddSingleton<IStartupFilter, Caller>());
        builder.UseSetting("Storage:DataFolder", folder);
        builder.UseSetting("Limits:LinksPerMinute", "100000");
        builder.UseSetting("Limits:SignInsPerMinute", "10000");
        builder.UseSetting("Logging:LogLevel:Default", "Error");
        foreach (var (name, value) in settings)
        {
            builder.UseSetting(name, value);
        }
    }

    private static Person PersonOf(Guid hub, Guid? city, Roles roles, string name, DateTimeOffset now) => new()
    {
        Id = Guid.NewGuid(), HubId = hub, CityId = city, Email = $"{name}@example.org", Name = name, Language = "en", Roles = roles, CreatedAt = now,
    };

    private static async Task<List<string>> ReadAsync(SqliteConnection connection, string query)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetValue(column) is byte[] bytes
                ? Convert.ToHexString(bytes)
                : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));
        }

        return rows;
    }
}

/// <summary>The same with other settings, on a folder that outlives it.</summary>
public sealed class PageHostOn(string folder, (string Name, string Value)[] settings) : PageHost(folder, settings);

[CollectionDefinition(Name)]
public sealed class PageTests : ICollectionFixture<PageHost>
{
    public const string Name = "pages";
}
