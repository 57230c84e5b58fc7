using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Equity;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Equity;

/// <summary>Whom a hub reaches, counted by hand over quarters.</summary>
public sealed class EquityTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2026, 3, 0, 2026, 3)]
    [InlineData(2026, 1, -1, 2025, 4)]
    [InlineData(2026, 3, -7, 2024, 4)]
    [InlineData(2026, 4, 1, 2027, 1)]
    public void Quarters_count_over_the_turn_of_the_year(int year, int number, int steps, int thenYear, int thenNumber) =>
        Assert.Equal(new Quarter(thenYear, thenNumber), new Quarter(year, number).Plus(steps));

    [Fact]
    public async Task Each_case_counts_once_in_its_quarter_and_what_nobody_sent_does_not_count()
    {
        await using var world = await HubWorld.StartAsync(("Matching:RunsByItself", "false"));
        await world.PlantOtherHubAsync();
        var plant = await Plant.OfAsync(world, "kumanovo");
        var other = await Plant.OfAsync(world, "elbasan");

        // Told twice of one opportunity, in two quarters: that is once, in the first. The second opportunity's mail was dropped, the third's went in a digest.
        var first = plant.Dealing();
        plant.Mail(first, At(2026, 6, 30, 20), MailState.Sent);
        plant.Mail(first, At(2026, 8, 1), MailState.Sent);
        plant.Mail(plant.Dealing(), At(2026, 8, 2), MailState.Dropped);
        plant.Mail(plant.Dealing(), At(2026, 8, 3), MailState.Gathered);
        // 23:00 of the last of June is July where the hub is: Skopje is two hours ahead.
        plant.Mail(plant.Dealing(), At(2026, 6, 30, 23), MailState.Sent);
        // Long ago: never is not "not lately".
        other.Mail(other.Dealing(), At(2023, 1, 1), MailState.Sent);

        // The city answers twice about one; the hub's own answer is none.
        plant.Answer(first, plant.Coordinator, At(2026, 8, 4));
        plant.Answer(first, plant.Coordinator, At(2026, 9, 4));
        other.Answer(other.Dealing(), plant.Advisor, At(2026, 9, 1));

        // An application that is only written is none; the concept note counts, once.
        plant.Application(null, null);
        plant.Application(At(2026, 2, 1), At(2026, 7, 1));
        other.Application(null, At(2024, 10, 1));

        // A request that was declined got no help.
        plant.Request(At(2026, 1, 5), CaseStatus.Triage, CaseStatus.Delivery, CaseStatus.Feedback, CaseStatus.Closed);
        other.Request(At(2026, 1, 5), CaseStatus.Triage, CaseStatus.Declined);
        await plant.StoreAsync();
        await other.StoreAsync();

        var view = (await world.SendAsync(new GetEquity(await world.ViewerAsync("lead@example.org"))))!;
        Assert.Equal([new(2024, 4), new(2025, 1), new(2025, 2), new(2025, 3), new(2025, 4), new(2026, 1), new(2026, 2), new(2026, 3)], view.Quarters);
        Assert.Equal("0 0 0 0 0 0 1 2 | 0 0 0 0 0 0 0 1 | 0 0 0 0 0 1 0 0 | 0 0 0 0 0 1 0 0", Line(view, "Kumanovo"));
        Assert.Equal("0 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0 0 | 1 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0 0", Line(view, "Elbasan"));
        Assert.DoesNotContain(view.Never(EquityKind.Alerted), city => city.Name is "Elbasan" or "Kumanovo");
        Assert.Contains(view.Never(EquityKind.Answered), city => city.Name == "Elbasan");
        Assert.Contains(view.Never(EquityKind.Supported), city => city.Name == "Elbasan");
        Assert.DoesNotContain(view.Never(EquityKind.Supported), city => city.Name == "Kumanovo");
        Assert.DoesNotContain(view.Cities, city => city.Name == "Elsewhere");

        var foreign = (await world.SendAsync(new GetEquity(await world.ViewerAsync("lead@baltic.example.org"))))!;
        Assert.Equal(4, Enum.GetValues<EquityKind>().Count(kind => foreign.Never(kind).Single().Name == "Elsewhere"));
        Assert.Null(await world.SendAsync(new GetEquity(await world.ViewerAsync("advisor@example.org"))));
        Assert.Null(await world.SendAsync(new GetEquity(await world.CoordinatorAsync())));
    }

    private static string Line(EquityView view, string name)
    {
        var city = view.Cities.Single(one => one.Name == name);
        return string.Join(" | ", Enum.GetValues<EquityKind>().Select(kind => string.Join(' ', view.Quarters.Select(quarter => city.In(kind, quarter)))));
    }

    private static DateTimeOffset At(int year, int month, int day, int hour = 12) => new(year, month, day, hour, 0, 0, TimeSpan.Zero);

    /// <summary>Rows of one city, as nobody's process left them.</summary>
    private sealed class Plant(HubWorld world, City city, Person coordinator, Person advisor)
    {
        private readonly List<object> rows = [];

        public Person Coordinator => coordinator;

        public Person Advisor => advisor;

        public static async Task<Plant> OfAsync(HubWorld world, string key)
        {
            await using var db = world.Db();
            return new Plant(world, await db.Cities.SingleAsync(one => one.Key == key, Token), await world.PersonAsync(StrongCities.Hub.SampleData.SamplePeople.CoordinatorOf(key)), await world.PersonAsync("advisor@example.org"));
        }

        public CityOpportunity Dealing()
        {
            var about = new CityOpportunity
            {
                Id = Guid.NewGuid(), HubId = city.HubId, CityId = city.Id, Number = $"{Guid.NewGuid():N}", Title = "Rivers", StatusSince = HubWorld.Monday, OpenedAt = HubWorld.Monday,
                InstanceId = $"{Guid.NewGuid():N}", OpportunityId = Guid.NewGuid(), Brief = new OpportunityBrief("Fund"),
            };
            rows.Add(about);
            return about;
        }

        public void Mail(Case about, DateTimeOffset at, MailState state) => rows.Add(new MailRecord
        {
            Id = Guid.NewGuid(), HubId = city.HubId, CaseId = about.Id, Key = $"{Guid.NewGuid():N}", Kind = MailKind.Opportunity, ToPersonId = coordinator.Id, ToEmail = coordinator.Email,
            Language = "en", Subject = "", Text = "", Digest = "", MessageId = $"{Guid.NewGuid():N}", State = state, QueuedAt = at,
        });

        public void Answer(Case about, Person by, DateTimeOffset at)
        {
            var task = new HumanTask
            {
                Id = $"{Guid.NewGuid():N}", HubId = city.HubId, CityId = city.Id, CaseId = about.Id, InstanceId = about.InstanceId, BookmarkId = $"{Guid.NewGuid():N}", Kind = TaskKind.Decision,
                Asks = CaseParty.City, Assignee = CaseRole.Coordinator, MailKind = MailKind.Opportunity, Title = "Interested?", OpenedAt = at, SilenceText = null, State = TaskState.Decided,
            };
            rows.Add(task);
            rows.Add(new TaskDecision { TaskId = task.Id, PersonId = by.Id, Option = "NotUs", Channel = "portal", SeenDigest = "", At = at });
        }

        public void Application(DateTimeOffset? concept, DateTimeOffset? whole)
        {
            var about = Applications.PlantedApplication.Of(coordinator, HubWorld.Monday);
            about.ConceptReceipt = concept is { } first ? new Receipt("1", first, Guid.NewGuid()) : null;
            about.Receipt = whole is { } last ? new Receipt("2", last, Guid.NewGuid()) : null;
            rows.Add(about);
        }

        public void Request(DateTimeOffset at, params CaseStatus[] statuses)
        {
            var about = new SupportRequest
            {
                Id = Guid.NewGuid(), HubId = city.HubId, CityId = city.Id, Number = $"{Guid.NewGuid():N}", StatusSince = at, OpenedAt = at, InstanceId = $"{Guid.NewGuid():N}",
                FormId = $"{Guid.NewGuid():N}", Form = HubWorld.CompleteForm(), Status = statuses[^1],
            };
            rows.Add(about);
            rows.AddRange(statuses.Select((status, index) => about.Line(at.AddDays(index), "Event.Status", null, true, $"Status.{status}")));
        }

        public async Task StoreAsync() => await world.Services.GetRequiredService<CommitQueue>().CommitAsync(
            (unit, _) =>
            {
                unit.AddRange(rows);
                return Task.FromResult(UnitResult.Keep(true));
            },
            Token);
    }
}
