using Microsoft.EntityFrameworkCore;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Host.Tests.Matching;

public sealed class ProfileTests
{
    public static TheoryData<string, string, CityProfile> Wrong => new()
    {
        { "Budget", "Problem.Amount", new() { Budget = new Money(-1, "EUR") } },
        { "OwnContribution", "Problem.Currency", new() { OwnContribution = new Money(1, "euro") } },
        { "Writers", "Problem.Between", new() { Writers = 4 } },
        { "Priorities", "Problem.Theme", new() { Priorities = ["youth", "gardening"] } },
        { "HighRisks", "Problem.Theme", new() { HighRisks = ["gardening"] } },
        { "Languages", "Problem.LanguageCode", new() { Languages = ["Serbian"] } },
        { "Partners", "Problem.CountryCode", new() { Partners = ["AL", "Serbia"] } },
        { "LegalForm", "Problem.TooLong", new() { LegalForm = new string('x', 101) } },
        { "Networks", "Problem.TooMany", new() { Networks = [.. Enumerable.Range(0, 51).Select(number => $"N{number}")] } },
        { "Registrations", "Problem.Date", new() { Registrations = [new Registration("PIC", new DateOnly(1926, 1, 1))] } },
        { "Results", "Problem.Between", new() { Results = [new PastResult("A fund", 1999, ApplicationOutcome.Won)] } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_bad_entry_names_its_field(string field, string problem, CityProfile profile)
    {
        await using var world = await HubWorld.StartAsync();
        var ana = await world.CoordinatorAsync();
        var found = Assert.Single(Assert.IsType<ProfileInvalid>(await world.SendAsync(new ChangeProfile(ana, ana.CityId!.Value, 0, profile))).Problems);
        Assert.Equal((field, problem), (found.Field, found.Key));
        Assert.Equal(0, (await world.SendAsync(new GetProfile(ana, ana.CityId.Value)))!.Version);
    }

    [Fact]
    public async Task A_profile_comes_back_as_it_was_said_and_two_who_save_at_once_are_told_apart()
    {
        await using var world = await HubWorld.StartAsync();
        var (ana, advisor) = (await world.CoordinatorAsync(), await world.ViewerAsync("advisor@example.org"));
        var city = ana.CityId!.Value;
        Assert.Equal(new ProfileKept(1), await world.SendAsync(new ChangeProfile(ana, city, 0, MatchSamples.Ready)));
        Assert.Equal(new ProfileKept(1), await world.SendAsync(new ChangeProfile(ana, city, 0, MatchSamples.Ready)));

        // How applications went is the hub's to say.
        var view = (await world.SendAsync(new GetProfile(ana, city)))!;
        Assert.Equal(MatchSamples.Ready with { Results = [] }, view.Profile);
        Assert.IsType<ProfileOverlap>(await world.SendAsync(new ChangeProfile(advisor, city, 0, MatchSamples.Ready)));
        Assert.Equal(new ProfileKept(2), await world.SendAsync(new ChangeProfile(advisor, city, 1, MatchSamples.Ready)));
        Assert.Equal(MatchSamples.Ready, (await world.SendAsync(new GetProfile(ana, city)))!.Profile);
        Assert.Equal(new ProfileKept(3), await world.SendAsync(new ChangeProfile(ana, city, 2, MatchSamples.Ready with { Writers = null, Results = [] })));
        Assert.Equal(MatchSamples.Ready with { Writers = null }, (await world.SendAsync(new GetProfile(ana, city)))!.Profile);
    }

    [Fact]
    public async Task What_is_not_for_a_city_is_learned_once_seen_and_taken_back()
    {
        await using var world = await HubWorld.StartAsync();
        var ana = await world.CoordinatorAsync();
        var city = ana.CityId!.Value;
        Task<ProfileResult> TeachAsync(RefusalKind kind, string? value = null, Money? from = null) =>
            world.SendAsync(new TeachProfile(ana, city, kind, value, from, " We have enough of it. ", null));
        Assert.Equal(new ProfileKept(1), await TeachAsync(RefusalKind.Theme, "youth"));
        Assert.Equal(new ProfileKept(1), await TeachAsync(RefusalKind.Theme, "youth"));
        Assert.Equal(new ProfileKept(2), await TeachAsync(RefusalKind.Funder, "A fund"));
        Assert.Equal(new ProfileKept(3), await TeachAsync(RefusalKind.Size, null, new Money(500_000, "EUR")));
        Assert.Equal(new ProfileKept(4), await TeachAsync(RefusalKind.Size, null, new Money(400_000, "EUR")));
        Assert.Equal(new ProfileKept(5), await TeachAsync(RefusalKind.NoStaff));
        Assert.Equal("Problem.Theme", Assert.Single(Assert.IsType<ProfileInvalid>(await TeachAsync(RefusalKind.Theme, "gardening")).Problems).Key);
        Assert.Equal("Value", Assert.Single(Assert.IsType<ProfileInvalid>(await TeachAsync(RefusalKind.Funder, " ")).Problems).Field);
        Assert.Equal("From", Assert.Single(Assert.IsType<ProfileInvalid>(await TeachAsync(RefusalKind.Size)).Problems).Field);

        var learned = (await world.SendAsync(new GetProfile(ana, city)))!.Profile.Refusals;
        Assert.Equal(["youth", "A fund", null, null], learned.Select(refusal => refusal.Value));
        Assert.Equal((new Money(400_000, "EUR"), new DateOnly(2026, 9, 14), "We have enough of it."), (learned[2].From, learned[0].Since, learned[0].Reason));
        Assert.NotNull(learned[0].SaidBy);

        // The form of everything else leaves it alone.
        Assert.Equal(new ProfileKept(6), await world.SendAsync(new ChangeProfile(ana, city, 5, MatchSamples.Ready)));
        Assert.Equal(new ProfileKept(7), await world.SendAsync(new UnteachProfile(ana, city, RefusalKind.Theme, "youth", null)));
        Assert.Equal(new ProfileKept(8), await world.SendAsync(new UnteachProfile(ana, city, RefusalKind.Size, null, "EUR")));
        Assert.IsType<ProfileNotFound>(await world.SendAsync(new UnteachProfile(ana, city, RefusalKind.Theme, "youth", null)));
        Assert.Equal([RefusalKind.Funder, RefusalKind.NoStaff], (await world.SendAsync(new GetProfile(ana, city)))!.Profile.Refusals.Select(refusal => refusal.Kind));
    }

    [Fact]
    public async Task A_city_reads_and_changes_its_own_profile_only()
    {
        await using var world = await HubWorld.StartAsync();
        var ana = await world.CoordinatorAsync();
        var other = (await world.CoordinatorAsync("elbasan")).CityId!.Value;
        var foreign = await world.PlantOtherHubAsync();
        Assert.Null(await world.SendAsync(new GetProfile(ana, other)));
        Assert.Null(await world.SendAsync(new GetProfile(await world.ViewerAsync("advisor@example.org"), foreign)));
        Assert.IsType<ProfileNotFound>(await world.SendAsync(new ChangeProfile(ana, other, 0, MatchSamples.Ready)));
        Assert.IsType<ProfileNotFound>(await world.SendAsync(new TeachProfile(ana, other, RefusalKind.NoStaff, null, null, null, null)));
        var finance = await world.AddPersonAsync("finance@example.org", Roles.Finance, "kumanovo");
        Assert.NotNull(await world.SendAsync(new GetProfile(finance, ana.CityId!.Value)));
        Assert.IsType<ProfileNotFound>(await world.SendAsync(new ChangeProfile(finance, ana.CityId.Value, 0, MatchSamples.Ready)));
        await using var db = world.Db();
        Assert.Empty(await db.CityProfiles.ToListAsync());
    }

    [Fact]
    public async Task Settings_are_the_leads_to_change_and_the_hubs_alone()
    {
        await using var world = await HubWorld.StartAsync();
        await world.PlantOtherHubAsync();
        var (lead, advisor) = (await world.ViewerAsync("lead@example.org"), await world.ViewerAsync("advisor@example.org"));
        var wished = MatchSettings.Default with { ThemeWeight = 50, AmountWeight = 5 };
        Assert.Null(await world.SendAsync(new ChangeMatchSettings(advisor, wished)));
        Assert.Equal("Problem.Weights", Assert.Single((await world.SendAsync(new ChangeMatchSettings(lead, wished with { AmountWeight = 6 })))!).Key);
        Assert.Equal(MatchSettings.Default, await world.SendAsync(new GetMatchSettings(advisor)));
        Assert.Empty((await world.SendAsync(new ChangeMatchSettings(lead, wished)))!);
        Assert.Equal(wished, await world.SendAsync(new GetMatchSettings(advisor)));
        Assert.Equal(MatchSettings.Default, await world.SendAsync(new GetMatchSettings(await world.ViewerAsync("lead@baltic.example.org"))));
        Assert.Null(await world.SendAsync(new GetMatchSettings(await world.CoordinatorAsync())));
    }
}
