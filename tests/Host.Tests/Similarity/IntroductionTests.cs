using Microsoft.EntityFrameworkCore;
using StrongCities.Host.Tests.Hub;
using StrongCities.Host.Tests.Risks;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Risks;
using StrongCities.Hub.SampleData;
using StrongCities.Hub.Similarity;
using Xunit;

namespace StrongCities.Host.Tests.Similarity;

/// <summary>Similar cities of a real hub, and what it takes for two to meet.</summary>
public sealed class IntroductionTests
{
    private static readonly string[] Pair = [SamplePeople.CoordinatorOf("elbasan"), SamplePeople.CoordinatorOf("tetovo")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_risks_that_the_hub_may_read_make_cities_alike()
    {
        await using var world = await RiskWorld.StartAsync();
        await world.SendAsync(new OpenRegister(await world.CoordinatorAsync("tetovo")));
        var own = await world.AddRiskAsync(RiskWorld.Flood);
        await world.AddRiskAsync(RiskWorld.Flood, RiskVisibility.Hub, "tetovo");
        Assert.Null(await LineAsync(world));
        await world.SendAsync(new SetVisibility(await world.CoordinatorAsync("elbasan"), own, RiskVisibility.Hub));
        Assert.Equal((40, "disaster"), (await LineAsync(world))!.Similarity.Reasons.Where(reason => reason.Part == SimilarPart.Risks).Select(reason => (reason.Points, reason.What[0])).Single());
        Assert.Null(await world.SendAsync(new ListSimilar(await world.CoordinatorAsync("elbasan"), (await world.CoordinatorAsync("elbasan")).CityId!.Value)));
    }

    [Fact]
    public async Task Nobody_learns_an_address_before_both_have_said_yes()
    {
        await using var world = await HubWorld.StartAsync(("Mail:HoldOutsideOfficeHours", "false"));
        var id = await ProposeAsync(world);
        Assert.Equal(Pair.Order(), await ToldAsync(world, MailKind.Introduction));
        await NoAddressAsync(world);

        Assert.Equal((IntroductionState.Asked, false, null), await SeenAsync(world, "elbasan", id));
        await AnswerAsync(world, "elbasan", id, true);
        Assert.Equal((IntroductionState.Asked, true, null), await SeenAsync(world, "elbasan", id));
        Assert.Equal((IntroductionState.Asked, false, null), await SeenAsync(world, "tetovo", id));
        await AnswerAsync(world, "elbasan", id, true);
        await NoAddressAsync(world);
        Assert.Empty(await ToldAsync(world, MailKind.Introduced));

        await AnswerAsync(world, "tetovo", id, true);
        Assert.Equal(Pair.Order(), await ToldAsync(world, MailKind.Introduced));
        Assert.Contains(Pair[1], await world.NewestMailAsync(Pair[0]), StringComparison.Ordinal);
        Assert.Contains(Pair[0], await world.NewestMailAsync(Pair[1]), StringComparison.Ordinal);
        var (state, _, contact) = await SeenAsync(world, "elbasan", id);
        Assert.Equal(IntroductionState.Met, state);
        Assert.Contains(Pair[1], contact, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_no_ends_it_and_silence_is_never_a_yes()
    {
        await using var world = await HubWorld.StartAsync(("Mail:HoldOutsideOfficeHours", "false"));
        var id = await ProposeAsync(world);
        await AnswerAsync(world, "elbasan", id, true);
        await world.AdvanceAsync(TimeSpan.FromDays(120));
        Assert.Equal((IntroductionState.Asked, false, null), await SeenAsync(world, "tetovo", id));
        var problem = Assert.Single(Assert.IsType<IntroductionInvalid>(await world.SendAsync(await ProposalAsync(world))).Problems);
        Assert.Equal("Introduction.Problem.Open", problem.Key);

        await AnswerAsync(world, "tetovo", id, false);
        await AnswerAsync(world, "tetovo", id, true);
        Assert.Equal((IntroductionState.Declined, true, null), await SeenAsync(world, "elbasan", id));
        Assert.Empty(await ToldAsync(world, MailKind.Introduced));
        Assert.IsType<IntroductionKept>(await world.SendAsync(await ProposalAsync(world)));
    }

    [Fact]
    public async Task Who_has_no_business_there_finds_nothing()
    {
        await using var world = await HubWorld.StartAsync();
        await world.PlantOtherHubAsync();
        var id = await ProposeAsync(world);
        foreach (var who in new[] { SamplePeople.CoordinatorOf("nis"), "coordinator@baltic.example.org", "advisor@example.org" })
        {
            var viewer = await world.ViewerAsync(who);
            Assert.Null(await world.SendAsync(new GetIntroduction(viewer, id)));
            Assert.IsType<IntroductionNotFound>(await world.SendAsync(new AnswerIntroduction(viewer, id, true)));
        }

        var stranger = await world.ViewerAsync("lead@baltic.example.org");
        var proposal = await ProposalAsync(world);
        Assert.IsType<IntroductionNotFound>(await world.SendAsync(proposal with { Viewer = stranger }));
        Assert.IsType<IntroductionNotFound>(await world.SendAsync(proposal with { Viewer = await world.CoordinatorAsync("elbasan") }));
        Assert.Equal("Words", Assert.Single(Assert.IsType<IntroductionInvalid>(await world.SendAsync(proposal with { Words = " " })).Problems).Field);
        Assert.Null(await world.SendAsync(new ListSimilar(stranger, proposal.FirstId)));
    }

    private static async Task<SimilarCity?> LineAsync(HubWorld world)
    {
        var (home, other) = ((await world.CoordinatorAsync("elbasan")).CityId!.Value, (await world.CoordinatorAsync("tetovo")).CityId!.Value);
        var found = await world.SendAsync(new ListSimilar(await world.ViewerAsync("advisor@example.org"), home));
        return found!.Lines.SingleOrDefault(line => line.City.Id == other);
    }

    private static async Task<ProposeIntroduction> ProposalAsync(HubWorld world) => new(
        await world.ViewerAsync("advisor@example.org"), (await world.CoordinatorAsync("elbasan")).CityId!.Value, (await world.CoordinatorAsync("tetovo")).CityId!.Value, "Both of you answer rumours.");

    private static async Task<Guid> ProposeAsync(HubWorld world)
    {
        var kept = Assert.IsType<IntroductionKept>(await world.SendAsync(await ProposalAsync(world)));
        await world.SettleAsync();
        return kept.Id;
    }

    private static async Task AnswerAsync(HubWorld world, string city, Guid id, bool accepts)
    {
        Assert.IsType<IntroductionKept>(await world.SendAsync(new AnswerIntroduction(await world.CoordinatorAsync(city), id, accepts)));
        await world.SettleAsync();
    }

    private static async Task<(IntroductionState State, bool HasAnswered, string? Contact)> SeenAsync(HubWorld world, string city, Guid id)
    {
        var page = (await world.SendAsync(new GetIntroduction(await world.CoordinatorAsync(city), id)))!;
        return (page.State, page.HasAnswered, page.Contact);
    }

    private static async Task<IReadOnlyList<string>> ToldAsync(HubWorld world, string kind)
    {
        await using var db = world.Db();
        return await db.Mails.Where(mail => mail.Kind == kind).Join(db.People, mail => mail.ToPersonId, person => person.Id, (_, person) => person.Email).Order().ToListAsync(Token);
    }

    private static async Task NoAddressAsync(HubWorld world)
    {
        foreach (var (reader, other) in new[] { (Pair[0], Pair[1]), (Pair[1], Pair[0]) })
        {
            Assert.DoesNotContain(other, await world.NewestMailAsync(reader), StringComparison.OrdinalIgnoreCase);
        }
    }
}
