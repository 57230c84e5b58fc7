using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Matching;

/// <summary>Runs that judge only what changed, on a real database and a driven clock.</summary>
public sealed class IncrementalTests
{
    private static readonly string[] Countries = ["AL", "BA", "XK", "ME", "MK", "RS"];

    private static readonly Gen<FactList<string>> SomeThemes = Gen.OneOf(HubThemes.All.Take(5).ToArray()).Array[0, 3].Select(keys => (FactList<string>)[.. keys.Distinct()]);

    private static readonly Gen<MatchSubject> AnySubject =
        from day in Gen.Int[-3, 80]
        from hour in Gen.Bool
        from open in Gen.OneOf(Countries).Array[0, 5]
        from themes in SomeThemes
        from role in Gen.Enum<CityRole>()
        from partners in Gen.Int[0, 2]
        from rate in Gen.OneOf<decimal?>(null, 0, 0.1m)
        from known in Gen.Bool
        from fast in Gen.Bool
        select new MatchSubject(
            Guid.Empty,
            MatchSamples.Facts with
            {
                CloseDate = day < 0 ? null : new DayDate("Closes", new DateOnly(2026, 9, 14).AddDays(day), hour ? new TimeOnly(10, 0) : null, "UTC"),
                ApplicantTypes = known ? ["government_municipal"] : [],
            },
            MatchSamples.Open with { Countries = [.. open], Themes = themes, CityRole = role, PartnersMin = partners, CoFinancingRate = rate })
        {
            FastLane = fast,
        };

    private static readonly Gen<CityProfile> AnyProfile =
        from themes in SomeThemes
        from risks in SomeThemes
        from refused in SomeThemes
        from writers in Gen.Int[0, 3]
        from own in Gen.Int[0, 20_000]
        from partners in Gen.OneOf(Countries).Array[0, 3]
        from registered in Gen.Bool
        select MatchSamples.Ready with
        {
            Priorities = themes,
            HighRisks = risks,
            Refusals = [.. refused.Select(theme => new Refusal(RefusalKind.Theme, theme, new DateOnly(2026, 9, 1)))],
            Writers = writers,
            OwnContribution = new Money(own, "EUR"),
            Partners = [.. partners],
            Registrations = registered ? [new Registration("PIC", new DateOnly(2026, 10, 15))] : [],
        };

    private static readonly Gen<Step> AnyStep = Gen.OneOf(
        Gen.Select(Gen.Int[0, 5], AnySubject, Step (int place, MatchSubject subject) => new PutSubject(place, subject)),
        Gen.Int[0, 5].Select(Step (int place) => new DropSubject(place)),
        Gen.Select(Gen.Int[0, 3], AnyProfile, Step (int place, CityProfile profile) => new PutProfile(place, profile)),
        Gen.Int[0, 60].Select(Step (int weight) => new PutSettings(MatchSettings.Default with { ThemeWeight = weight, AmountWeight = 55 - Math.Min(55, weight) })),
        Gen.Int[1, 80].Select(Step (int hours) => new Wait(hours)),
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3], Gen.Enum<Overall>(), Step (int place, int city, Overall overall) => new Overrule(place, city, overall)));

    [Fact]
    public async Task After_any_changes_incremental_runs_have_left_what_a_full_run_finds()
    {
        await using var world = await HubWorld.StartAsync(("Matching:RunsByItself", "false"));
        using var rig = await Rig.StartAsync(world);
        var (judged, possible) = (0L, 0L);
        await AnyStep.Array[1, 14].SampleAsync(
            async steps =>
            {
                await rig.ClearAsync();
                foreach (var step in steps)
                {
                    await step.DoAsync(rig);
                    judged += (await rig.RunAsync(everything: false)).Judged;
                    possible += rig.Subjects.Count * rig.CityCount;
                    Assert.Equal(await rig.ExpectedAsync(), await rig.StoredAsync());
                }

                var before = await rig.StoredAsync();
                var full = await rig.RunAsync(everything: true);
                Assert.Equal((rig.Subjects.Count * rig.CityCount, 0, 0), (full.Judged, full.Written, full.Removed));
                Assert.Equal(before, await rig.StoredAsync());
            },
            iter: 40, threads: 1);
        Assert.True(judged < possible / 2, $"{judged} of {possible} pairs were judged.");
    }

    [Fact]
    public async Task A_run_judges_only_what_depends_on_the_change()
    {
        await using var world = await HubWorld.StartAsync(("Matching:RunsByItself", "false"));
        using var rig = await Rig.StartAsync(world);
        var cities = rig.CityCount;
        rig.Subjects.AddRange([Subject(60), Subject(20), Subject(200)]);
        Assert.Equal(3 * cities, (await rig.RunAsync(everything: false)).Judged);
        Assert.Equal(0, (await rig.RunAsync(everything: false)).Judged);

        rig.Subjects[0] = rig.Subjects[0] with { Facts = rig.Subjects[0].Facts with { Title = "Another title", Description = "Other words" } };
        Assert.Equal(0, (await rig.RunAsync(everything: false)).Judged);
        rig.Subjects[0] = rig.Subjects[0] with { Eligibility = rig.Subjects[0].Eligibility with { CityRole = CityRole.PartnerOnly } };
        Assert.Equal(cities, (await rig.RunAsync(everything: false)).Judged);
        await rig.PutProfileAsync(0, MatchSamples.Ready);
        Assert.Equal(3, (await rig.RunAsync(everything: false)).Judged);

        // Over a weekend no working day passes; on Monday one does, and the far deadline is beyond what verdicts tell apart.
        world.Clock.Advance(TimeSpan.FromDays(4));
        await rig.RunAsync(everything: false);
        world.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(DayOfWeek.Sunday, world.Clock.GetUtcNow().DayOfWeek);
        Assert.Equal(0, (await rig.RunAsync(everything: false)).Judged);
        world.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2 * cities, (await rig.RunAsync(everything: false)).Judged);

        await rig.PutSettingsAsync(MatchSettings.Default with { PartnerDays = 16 });
        Assert.Equal(3 * cities, (await rig.RunAsync(everything: false)).Judged);
    }

    [Fact]
    public async Task What_was_said_of_a_match_survives_a_no_and_a_withdrawal()
    {
        await using var world = await HubWorld.StartAsync(("Matching:RunsByItself", "false"));
        using var rig = await Rig.StartAsync(world);
        rig.Subjects.Add(Subject(60));
        await rig.RunAsync(everything: false);
        var kumanovo = await rig.CityAsync("kumanovo");
        await rig.OverruleAsync(rig.Subjects[0].Id, kumanovo, Overall.Yes);
        rig.Subjects[0] = rig.Subjects[0] with { Eligibility = rig.Subjects[0].Eligibility with { ExcludedCountries = ["MK"] } };
        await rig.RunAsync(everything: false);
        await using (var db = world.Db())
        {
            var match = await db.Matches.SingleAsync(m => m.CityId == kumanovo);
            Assert.Equal((Overall.No, Overall.Yes, "They know best."), (match.Overall, match.Effective, match.OverrideReason));
        }

        rig.Subjects.Clear();
        await rig.RunAsync(everything: false);
        await using (var db = world.Db())
        {
            Assert.Equal(kumanovo, (await db.Matches.SingleAsync()).CityId);
            Assert.DoesNotContain(await db.MatchInputs.ToListAsync(), input => input.Kind == MatchInputKind.Opportunity);
        }
    }

    private static MatchSubject Subject(int days) => new(
        Guid.NewGuid(),
        MatchSamples.Facts with { CloseDate = new DayDate("Closes", new DateOnly(2026, 9, 14).AddDays(days)) },
        MatchSamples.Open with { Countries = [.. Countries] });

    /// <summary>A run with opportunities held in memory.</summary>
    private sealed class Rig : IMatchSubjects, IDisposable
    {
        private readonly HubWorld world;
        private readonly RunMatching run;
        private Viewer lead = null!;
        private List<City> cities = [];

        private Rig(HubWorld world)
        {
            this.world = world;
            run = new RunMatching(world.Services.GetRequiredService<HubDbFactory>(), Commits, this, world.Clock, NullLogger<RunMatching>.Instance);
        }

        public List<MatchSubject> Subjects { get; } = [];

        public int CityCount => cities.Count;

        private CommitQueue Commits => world.Services.GetRequiredService<CommitQueue>();

        public static async Task<Rig> StartAsync(HubWorld world)
        {
            await using var db = world.Db();
            return new Rig(world) { lead = await world.ViewerAsync("lead@example.org"), cities = await db.Cities.OrderBy(city => city.Key).ToListAsync() };
        }

        public Task<MatchRun> RunAsync(bool everything) => run.RunAsync(lead.HubId, everything, TestContext.Current.CancellationToken);

        public async Task<Guid> CityAsync(string key)
        {
            await Task.Yield();
            return cities.Single(city => city.Key == key).Id;
        }

        public Task ClearAsync()
        {
            Subjects.Clear();
            return ChangeAsync(async db =>
            {
                await db.Matches.ExecuteDeleteAsync();
                await db.MatchInputs.ExecuteDeleteAsync();
                await db.CityProfiles.ExecuteDeleteAsync();
                await db.MatchSettings.ExecuteDeleteAsync();
            });
        }

        public Task PutProfileAsync(int place, CityProfile profile) => ChangeAsync(async db =>
        {
            var city = cities[place % cities.Count];
            var row = await db.CityProfiles.SingleOrDefaultAsync(p => p.CityId == city.Id);
            if (row is null)
            {
                db.Add(row = new ProfileOfCity { CityId = city.Id, HubId = city.HubId, Profile = profile, ChangedByName = "" });
            }

            row.Profile = profile;
        });

        public async Task PutSettingsAsync(MatchSettings settings) => await world.SendAsync(new ChangeMatchSettings(lead, settings));

        public Task WaitAsync(int hours)
        {
            world.Clock.Advance(TimeSpan.FromHours(hours));
            return Task.CompletedTask;
        }

        public async Task OverruleAsync(Guid opportunity, Guid city, Overall overall)
        {
            await ChangeAsync(async db =>
            {
                var row = await db.Matches.SingleOrDefaultAsync(match => match.OpportunityId == opportunity && match.CityId == city);
                row?.SetOverride(overall, "They know best.", lead.PersonId, "Mira", world.Clock.GetUtcNow());
            });
        }

        public Guid CityAt(int place) => cities[place % cities.Count].Id;

        /// <summary>Every pair judged by itself, as the rules say: what must be stored.</summary>
        public async Task<IReadOnlyList<string>> ExpectedAsync()
        {
            await using var db = world.Db();
            var profiles = await db.CityProfiles.ToDictionaryAsync(row => row.CityId, row => row.Profile);
            var settings = (await db.MatchSettings.SingleOrDefaultAsync())?.Settings ?? MatchSettings.Default;
            var said = await db.Matches.Where(match => match.Override != null).Select(match => new { match.OpportunityId, match.CityId }).ToListAsync();
            var lines = new List<string>();
            foreach (var subject in Subjects)
            {
                foreach (var city in cities)
                {
                    var verdict = Judge.Of(
                        subject.Facts, subject.Eligibility, city, profiles.GetValueOrDefault(city.Id, CityProfile.Empty), settings, world.Clock.GetUtcNow(), subject.FastLane);
                    if (verdict.Overall != Overall.No)
                    {
                        lines.Add($"{subject.Id} {city.Id} {verdict.Overall} {verdict.Lane} {string.Concat(verdict.Findings.Select(f => (int)f.State))} {string.Join(',', verdict.Parts.Select(p => p.Points))} {verdict.Score}");
                    }
                    else if (said.Any(row => row.OpportunityId == subject.Id && row.CityId == city.Id))
                    {
                        lines.Add($"{subject.Id} {city.Id} No");
                    }
                }
            }

            // What was withdrawn and had been overruled stays as a no.
            lines.AddRange(said.Where(row => Subjects.All(subject => subject.Id != row.OpportunityId)).Select(row => $"{row.OpportunityId} {row.CityId} No"));
            return [.. lines.Order(StringComparer.Ordinal)];
        }

        public async Task<IReadOnlyList<string>> StoredAsync()
        {
            await using var db = world.Db();
            var rows = await db.Matches.ToListAsync();
            return
            [
                .. rows.Select(row => row.Overall == Overall.No
                    ? $"{row.OpportunityId} {row.CityId} No"
                    : $"{row.OpportunityId} {row.CityId} {row.Overall} {row.Lane} {string.Concat(Enum.GetValues<MatchRule>().Select(rule => (int)row.StateOf(rule)))} {string.Join(',', Enum.GetValues<ScoreKey>().Select(key => Judge.PointsOf(row.Parts, key)))} {row.Score}")
                    .Order(StringComparer.Ordinal),
            ];
        }

        public Task<IReadOnlyList<MatchSubject>> AllAsync(HubDb db, Guid hubId, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<MatchSubject>>([.. Subjects]);

        public Task<MatchSubject?> FindAsync(HubDb db, Guid hubId, Guid opportunityId, CancellationToken cancellation) =>
            Task.FromResult(Subjects.SingleOrDefault(subject => subject.Id == opportunityId));

        public void Dispose() => run.Dispose();

        private async Task ChangeAsync(Func<HubDb, Task> change) => await Commits.CommitAsync(
            async (runtime, _) =>
            {
                await change(runtime.Hub());
                return UnitResult.Keep(true);
            },
            TestContext.Current.CancellationToken);
    }

    private abstract record Step
    {
        public abstract Task DoAsync(Rig rig);
    }

    private sealed record PutSubject(int Place, MatchSubject Subject) : Step
    {
        public override Task DoAsync(Rig rig)
        {
            if (Place < rig.Subjects.Count)
            {
                rig.Subjects[Place] = Subject with { Id = rig.Subjects[Place].Id };
            }
            else
            {
                rig.Subjects.Add(Subject with { Id = Guid.NewGuid() });
            }

            return Task.CompletedTask;
        }
    }

    private sealed record DropSubject(int Place) : Step
    {
        public override Task DoAsync(Rig rig)
        {
            if (Place < rig.Subjects.Count)
            {
                rig.Subjects.RemoveAt(Place);
            }

            return Task.CompletedTask;
        }
    }

    private sealed record PutProfile(int Place, CityProfile Profile) : Step
    {
        public override Task DoAsync(Rig rig) => rig.PutProfileAsync(Place, Profile);
    }

    private sealed record PutSettings(MatchSettings Settings) : Step
    {
        public override Task DoAsync(Rig rig) => rig.PutSettingsAsync(Settings);
    }

    private sealed record Wait(int Hours) : Step
    {
        public override Task DoAsync(Rig rig) => rig.WaitAsync(Hours);
    }

    private sealed record Overrule(int Place, int City, Overall Overall) : Step
    {
        public override Task DoAsync(Rig rig) => Place < rig.Subjects.Count ? rig.OverruleAsync(rig.Subjects[Place].Id, rig.CityAt(City), Overall) : Task.CompletedTask;
    }
}
