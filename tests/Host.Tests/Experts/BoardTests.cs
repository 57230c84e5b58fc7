using Microsoft.EntityFrameworkCore;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Assistance.Board;
using Xunit;

namespace StrongCities.Host.Tests.Experts;

/// <summary>The weekly board: what waits to be judged, counted, ordered and mailed.</summary>
public sealed class BoardTests
{
    private const string Advisor = "advisor@example.org";
    private static readonly DateOnly Today = new(2026, 9, 14);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_parts_add_up_to_a_hundred_at_most()
    {
        var all = new TriageFacts
        {
            Lane = Lane.Urgent, Risk = 25, NamesAuthority = true, HasLetter = true, BestHelper = 100, OtherCities = 3, Population = 5_000,
        };
        Assert.Equal([35, 20, 10, 15, 10, 10], TriageScore.Of(all, Today).Select(part => part.Points));
        Assert.Equal([0, 0, 0, 0, 0, 0], TriageScore.Of(new TriageFacts { HelpedLately = true }, Today).Select(part => part.Points));
        Assert.Equal(100, TriageScore.Of(new TriageFacts(), Today).Sum(part => part.Most));
    }

    [Theory]
    [InlineData(10, 15)]
    [InlineData(30, 10)]
    [InlineData(200, 5)]
    public void The_nearer_the_wished_day_the_more_it_counts(int days, int points) =>
        Assert.Equal(points, TriageScore.Of(new TriageFacts { WishedBy = Today.AddDays(days) }, Today)[1].Points);

    [Fact]
    public async Task The_urgent_comes_first_unless_somebody_says_otherwise_in_a_sentence()
    {
        await using var world = await HubWorld.StartAsync();
        var advisor = await world.ViewerAsync(Advisor);
        var calm = await world.SubmitAsync(city: "elbasan");
        var urgent = await world.SubmitAsync(HubWorld.CompleteForm(Lane.Urgent));
        Assert.Equal([urgent, calm], await BoardAsync(world));
        Assert.Equal("Problem.Sentence", Assert.Single((await world.SendAsync(new OverrideScore(advisor, calm, 90, "No.")))!).Key);
        Assert.Equal("Problem.NumberBetween", Assert.Single((await world.SendAsync(new OverrideScore(advisor, calm, 101, "It can not wait any longer.")))!).Key);
        Assert.Empty((await world.SendAsync(new OverrideScore(advisor, calm, 90, "It can not wait any longer.")))!);
        Assert.Equal([calm, urgent], await BoardAsync(world));
        Assert.Equal("It can not wait any longer.", (await world.RequestAsync(calm)).Override!.Sentence);
        Assert.Empty((await world.SendAsync(new OverrideScore(advisor, calm, null, "")))!);
        Assert.Equal([urgent, calm], await BoardAsync(world));
    }

    [Fact]
    public async Task Who_asks_for_the_same_stands_together_and_counts_as_reuse()
    {
        await using var world = await HubWorld.StartAsync();
        var advisor = await world.ViewerAsync(Advisor);
        var first = await world.SubmitAsync();
        var urgent = await world.SubmitAsync(HubWorld.CompleteForm(Lane.Urgent), "prizren");
        var same = await world.SubmitAsync(city: "elbasan");
        var number = (await world.RequestAsync(first)).Number;
        Assert.Equal("Problem.NoSuchRequest", Assert.Single((await world.SendAsync(new GroupRequest(advisor, first, number)))!).Key);
        Assert.Empty((await world.SendAsync(new GroupRequest(advisor, same, number)))!);
        Assert.Equal([urgent, first, same], await BoardAsync(world));
        var board = (await world.SendAsync(new GetBoard(advisor)))!;
        Assert.Equal("Triage.Reuse.Cities", board.Single(line => line.Request.Id == same).Parts[4].Key);
    }

    [Fact]
    public async Task On_the_first_working_day_of_the_week_it_is_mailed_to_the_staff_but_to_nobody_who_stepped_aside()
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync();
        await world.AdvanceToAsync(HubWorld.Monday.AddDays(8));
        await using var db = world.Db();
        var mails = await db.Mails.Where(m => m.Kind == "C3").ToListAsync(Token);
        Assert.Equal(["advisor2@example.org", "advisor@example.org", "lead@example.org"], mails.Select(m => m.ToEmail).Order(StringComparer.Ordinal));
        Assert.All(mails, mail => Assert.Contains("WB-2026-0001", mail.Text, StringComparison.Ordinal));

        await world.SendAsync(new StrongCities.Hub.Experts.Recuse(await world.ViewerAsync("lead@example.org"), id, (await world.PersonAsync(Advisor)).Id, "A cousin."));
        await world.AdvanceToAsync(HubWorld.Monday.AddDays(15));
        Assert.Equal(2 + 3, await db.Mails.CountAsync(m => m.Kind == "C3", Token));
        await world.DecideAsync(id, "Task.Triage", "Decline", "No.");
        await world.AdvanceToAsync(HubWorld.Monday.AddDays(30));
        Assert.Equal(2 + 3, await db.Mails.CountAsync(m => m.Kind == "C3", Token));
    }

    [Fact]
    public async Task Nobody_else_sees_or_changes_it()
    {
        await using var world = await HubWorld.StartAsync();
        await world.PlantOtherHubAsync();
        var id = await world.SubmitAsync();
        foreach (var viewer in new[] { await world.CoordinatorAsync(), await world.ViewerAsync("operator@example.org"), await world.ViewerAsync("lead@baltic.example.org") })
        {
            Assert.Empty(await world.SendAsync(new GetBoard(viewer)) ?? []);
            Assert.Null(await world.SendAsync(new OverrideScore(viewer, id, 50, "A whole sentence.")));
            Assert.Null(await world.SendAsync(new GroupRequest(viewer, id, "")));
        }
    }

    private static async Task<IEnumerable<Guid>> BoardAsync(HubWorld world) => (await world.SendAsync(new GetBoard(await world.ViewerAsync(Advisor))))!.Select(line => line.Request.Id);
}
