using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Mail;

/// <summary>The mail part of the hub on a database file of its own, with one city, its coordinator and an advisor.</summary>
public sealed class MailRig : IAsyncDisposable
{
    public const string Domain = "mail.hub.example";

    private readonly string folder = Directory.CreateTempSubdirectory("mail-test-").FullName;
    private readonly ServiceProvider services;

    public MailRig(string environment = "Development", params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Mail:PublicUrl"] = "https://hub.example.org",
                ["Mail:MessageIdDomain"] = Domain,
            })
            .AddInMemoryCollection(settings.GroupBy(setting => setting.Key).Select(last => KeyValuePair.Create(last.Key, (string?)last.Last().Value)))
            .Build();
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IHostEnvironment>(new Surroundings(environment))
            .AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>()
            .AddMail(configuration)
            .BuildServiceProvider(validateScopes: true);
        City = new()
        {
            Id = Guid.NewGuid(),
            HubId = Hub.Id,
            Key = "kumanovo",
            Name = "Kumanovo",
            LocalName = "Куманово",
            Country = "MK",
            Calendar = "MK",
            TimeZone = "Europe/Skopje",
            Language = "mk",
        };
        Advisor = Someone("Vesna Ilić", "vesna@hub.example", "en", cityId: null);
        Coordinator = Someone("Арта Ќосе-Đukić", "arta@kumanovo.example", "mk", City.Id);
        Request = new()
        {
            Id = Guid.NewGuid(),
            HubId = Hub.Id,
            CityId = City.Id,
            Number = "WB-2026-0001",
            FormId = "form",
            Form = new() { Title = "Flood maps for the old town", Problem = "Floods" },
            Status = CaseStatus.Received,
            StatusSince = Clock.GetUtcNow(),
            OpenedById = Coordinator.Id,
            OpenedAt = Clock.GetUtcNow(),
            AdvisorId = Advisor.Id,
            InstanceId = "instance",
        };
        using var db = Open();
        db.Database.EnsureCreated();
        db.AddRange(Hub, City, Advisor, Coordinator, Request);
        db.SaveChanges();
    }

    public FakeTimeProvider Clock { get; } = new(new(2026, 9, 14, 6, 30, 0, TimeSpan.Zero));

    public RegionalHub Hub { get; } = new()
    {
        Id = Guid.NewGuid(),
        Key = "western-balkans",
        Name = "Western Balkans Hub",
        NumberPrefix = "WB",
        Calendar = "BE",
        TimeZone = "Europe/Brussels",
        Email = "hub@hub.example",
    };

    public City City { get; }

    public Person Advisor { get; }

    public Person Coordinator { get; }

    public SupportRequest Request { get; }

    public string DatabaseFile => Path.Combine(folder, "hub.db");

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public RuntimeDb Open() => new TestDb(DatabaseFile);

    public Person Someone(string name, string email, string language, Guid? cityId) => new()
    {
        Id = Guid.NewGuid(),
        HubId = Hub.Id,
        CityId = cityId,
        Email = email,
        Name = name,
        Language = language,
        Roles = Roles.None,
        CreatedAt = Clock.GetUtcNow(),
    };

    public MailOrder Order(string kind, Person to, string key = "key") => new(kind, Hub.Id, to.Id, key)
    {
        CaseId = kind == MailKind.SignIn ? null : Request.Id,
        TaskId = "task",
        DueAt = new(2026, 9, 28, 14, 0, 0, TimeSpan.Zero),
        SilenceText = "The request is closed.",
        SilenceAt = new(2026, 10, 12, 14, 0, 0, TimeSpan.Zero),
        TaskTitle = "Judge the request",
        Note = "First line.\nSecond line.",
        Items = ["By when", "Who stands behind it"],
        Values = new Dictionary<string, string> { ["helper"] = "Ana Kovač", ["programme"] = "TAIEX" },
        Buttons = [new("Button.Review", "/t/abcdefghijkl.SECRETSECRETSECRETSECRETSEC", true), new("Button.Status", "/requests/1", false)],
    };

    public async Task QueueAsync(MailOrder order)
    {
        await using var db = Open();
        await Get<QueueMail>().QueueAsync(db, order, TestContext.Current.CancellationToken);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What waits in the outbox.</summary>
    public async Task<IReadOnlyList<OutboxRow>> OutboxAsync()
    {
        await using var db = Open();
        return await db.Outbox.AsNoTracking().OrderBy(row => row.Id).ToListAsync(TestContext.Current.CancellationToken);
    }

    public async Task<MailRecord> RecordAsync(string key = "key")
    {
        await using var db = Open();
        return await db.Set<MailRecord>().AsNoTracking().SingleAsync(record => record.Key == key, TestContext.Current.CancellationToken);
    }

    /// <summary>The waiting message, decrypted.</summary>
    public MimeMessage Decrypt(OutboxRow row)
    {
        var mime = Get<IDataProtectionProvider>().CreateProtector("StrongCities.Mail.Outbox").Unprotect(row.Body);
        return MimeMessage.Load(new MemoryStream(mime));
    }

    /// <summary>One try for one row, as the outbox worker does it.</summary>
    public async Task<SendOutcome> SendAsync(OutboxRow row)
    {
        row.Attempts++;
        var outcome = await Get<IOutboxSender>().SendAsync(row, TestContext.Current.CancellationToken);
        var with = outcome switch { Sent sent => sent.With, SendNever never => never.With, _ => null };
        await using var db = Open();
        if (with is not null)
        {
            await with(db, TestContext.Current.CancellationToken);
        }

        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return outcome;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private sealed class TestDb(string file) : RuntimeDb(new DbContextOptionsBuilder<TestDb>().UseSqlite($"Data Source={file}").Options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            base.OnModelCreating(modelBuilder);
            modelBuilder.Entity<BookmarkRow>().HasKey(row => row.Id);
            modelBuilder.Entity<RegionalHub>();
            modelBuilder.Entity<City>();
            modelBuilder.Entity<Person>();
            modelBuilder.Entity<Case>();
            modelBuilder.Entity<CaseRecusal>();
            modelBuilder.Entity<SupportRequest>().Property(request => request.Form).HasConversion(
                form => JsonSerializer.Serialize(form, JsonSerializerOptions.Default),
                json => JsonSerializer.Deserialize<RequestForm>(json, JsonSerializerOptions.Default)!);
            // No mail tells of them.
            modelBuilder.Entity<SupportRequest>().Ignore(request => request.Terms).Ignore(request => request.Visit).Ignore(request => request.Days).Ignore(request => request.Override);
            MailModel.Configure(modelBuilder);
        }
    }

    private sealed class Surroundings(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "tests";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
