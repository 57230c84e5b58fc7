using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StrongCities.Benchmarks.Load;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Persistence.Sqlite;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Benchmarks.Matching;

/// <summary>Whole runs with their rows in SQLite: everything once, then after one change of each kind.</summary>
internal sealed class StoredMatching : IMatchSubjects
{
    private readonly List<MatchSubject> subjects;
    private readonly CommitQueue commits;

    private StoredMatching(IEnumerable<MatchSubject> subjects, CommitQueue commits) => (this.subjects, this.commits) = ([.. subjects], commits);

    public static async Task MeasureAsync(IReadOnlyList<MatchSubject> subjects, IReadOnlyList<(City City, CityProfile Profile)> cities, DateTimeOffset now, Action<string> say)
    {
        await using var host = await BenchHost.StartAsync();
        var commits = host.Get<CommitQueue>();
        var rig = new StoredMatching(subjects, commits);
        var hub = Guid.NewGuid();
        await rig.PlantAsync(hub, cities);
        var clock = new Standing { Now = now };
        var databases = new SqliteDbFactory(Options.Create(new StorageOptions { DataFolder = host.Folder }));
        using var run = new RunMatching(databases, commits, rig, clock, NullLogger<RunMatching>.Instance);
        say("\"Stored\" loads all inputs, judges what changed, compares with the rows, and commits those that differ in units of at most 1,000. A plain no has no row.");
        say("");
        say("| stored run | ms | pairs judged | rows written | rows removed | allocated MiB | peak MiB |");
        say("|---|---|---|---|---|---|---|");
        await RowAsync("everything, first time", () => Task.CompletedTask);
        await RowAsync("nothing changed", () => Task.CompletedTask);
        await RowAsync("one opportunity changed", () =>
        {
            rig.subjects[0] = rig.subjects[0] with { Eligibility = rig.subjects[0].Eligibility with { Countries = ["AL", "BA", "XK", "ME", "MK", "RS"], CityRole = CityRole.Lead } };
            return Task.CompletedTask;
        });
        await RowAsync("one city's profile changed", () => rig.ChangeAsync(async db =>
        {
            var row = await db.CityProfiles.FirstAsync();
            row.Profile = row.Profile with { Priorities = ["youth", "prevention"], Partners = [] };
        }));
        await RowAsync("a working day passed", () =>
        {
            clock.Now = now.AddDays(1);
            return Task.CompletedTask;
        });
        await RowAsync("the weights changed", () => rig.ChangeAsync(db =>
        {
            db.Add(new SettingsOfHub { HubId = hub, Settings = MatchSettings.Default with { ThemeWeight = 50, AmountWeight = 5 }, ChangedByName = "" });
            return Task.CompletedTask;
        }));
        await RowAsync("everything, again, nothing differs", () => Task.CompletedTask, everything: true);
        say("");
        say($"Database: {Directory.GetFiles(host.Folder, "strongcities.db*").Sum(file => new FileInfo(file).Length) / 1_048_576d:N1} MiB with its log.".ToString(CultureInfo.InvariantCulture));

        async Task RowAsync(string what, Func<Task> change, bool everything = false)
        {
            await change();
            GC.Collect();
            var (allocated, began) = (GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
            var done = await run.RunAsync(hub, everything, CancellationToken.None);
            var took = Stopwatch.GetElapsedTime(began);
            using var process = Process.GetCurrentProcess();
            say(string.Create(CultureInfo.InvariantCulture, $"| {what} | {took.TotalMilliseconds:N0} | {done.Judged:N0} | {done.Written:N0} | {done.Removed:N0} | {(GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1_048_576d:N0} | {process.PeakWorkingSet64 / 1_048_576d:N0} |"));
        }
    }

    public Task<IReadOnlyList<MatchSubject>> AllAsync(HubDb db, Guid hubId, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<MatchSubject>>(subjects);

    public Task<MatchSubject?> FindAsync(HubDb db, Guid hubId, Guid opportunityId, CancellationToken cancellation) =>
        Task.FromResult(subjects.Find(subject => subject.Id == opportunityId));

    private Task PlantAsync(Guid hub, IReadOnlyList<(City City, CityProfile Profile)> cities) => ChangeAsync(db =>
    {
        foreach (var (city, profile) in cities)
        {
            db.Add(new City
            {
                Id = city.Id, HubId = hub, Key = city.Key, Name = city.Name, Country = city.Country, Calendar = city.Calendar, TimeZone = city.TimeZone, Language = city.Language,
                Population = city.Population,
            });
            db.Add(new ProfileOfCity { CityId = city.Id, HubId = hub, Profile = profile, ChangedByName = "" });
        }

        return Task.CompletedTask;
    });

    private async Task ChangeAsync(Func<HubDb, Task> change) => await commits.CommitAsync(
        async (runtime, _) =>
        {
            await change(runtime.Hub());
            return UnitResult.Keep(true);
        },
        CancellationToken.None);

    private sealed class Standing : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
