using Microsoft.EntityFrameworkCore;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Experts;
using StrongCities.Hub.People;
using StrongCities.Hub.SampleData;
using Xunit;

namespace StrongCities.Host.Tests.Experts;

public sealed class PoolTests
{
    private static readonly ExpertForm Good = new()
    {
        Kind = HelperKind.Expert, Email = "new@experts.example.org", Name = "Somebody New", Languages = ["en"], Seat = new Seat("Skopje", "MK"),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly (string Field, ExpertForm Form)[] Wrong =
    [
        ("Kind", Good with { Kind = null }),
        ("Email", Good with { Email = "nobody" }),
        ("Name", Good with { Name = " " }),
        ("Place", Good with { Seat = new Seat("", "MK") }),
        ("Country", Good with { Seat = new Seat("Skopje", "mk") }),
        ("Latitude", Good with { Seat = new Seat("Skopje", "MK", 91, 0) }),
        ("Latitude", Good with { Seat = new Seat("Skopje", "MK", 41, null) }),
        ("Countries", Good with { Countries = ["Kosovo"] }),
        ("Languages", Good with { Languages = [] }),
        ("Themes", Good with { Themes = ["everything"] }),
        ("MostCases", Good with { MostCases = 0 }),
        ("Email", Good with { Email = SamplePeople.CoordinatorOf("kumanovo") }),
        ("Email", Good with { Kind = HelperKind.PeerCity, Email = "advisor@example.org" }),
        ("Email", Good with { Kind = HelperKind.Staff, Email = "designer@example.org" }),
    ];

    [Fact]
    public async Task What_is_wrong_is_said_by_field_and_changes_nothing()
    {
        await using var world = await HubWorld.StartAsync();
        foreach (var (field, form) in Wrong)
        {
            var result = await world.SendAsync(new SaveExpert(await world.ViewerAsync("advisor@example.org"), null, form));
            Assert.Equal(field, Assert.IsType<ExpertInvalid>(result).Problems[0].Field);
        }

        await using var db = world.Db();
        Assert.False(await db.Experts.AnyAsync(Token));
    }

    [Fact]
    public async Task An_expert_is_in_the_directory_without_a_role_and_can_not_sign_in()
    {
        await using var world = await HubWorld.StartAsync();
        var advisor = await world.ViewerAsync("advisor@example.org");
        var id = Assert.IsType<ExpertSaved>(await world.SendAsync(new SaveExpert(advisor, null, Good))).Id;
        await world.SendAsync(new SaveExpert(advisor, id, Good with { Organisation = "A university", IsActive = false }));
        var line = Assert.Single((await world.SendAsync(new ListExperts(advisor)))!);
        Assert.Equal(("A university", false, Good.Email), (line.Facts.Expert.Organisation, line.Facts.Expert.IsActive, line.Email));

        var person = await world.PersonAsync(Good.Email);
        Assert.Equal((Roles.None, (Guid?)null), (person.Roles, person.CityId));
        await world.SendAsync(new RequestSignInLink(Good.Email, null));
        await world.SendAsync(new RequestPasswordLink(Good.Email));
        await using var db = world.Db();
        Assert.False(await db.SignInLinks.AnyAsync(Token));
        Assert.DoesNotContain((await world.SendAsync(new ListPeople(await world.ViewerAsync("lead@example.org"))))!, found => found.Person.Id == person.Id);
    }

    [Fact]
    public async Task Only_the_staff_of_the_hub_sees_or_changes_its_pool()
    {
        await using var world = await HubWorld.StartAsync();
        await world.PlantOtherHubAsync();
        var id = Assert.IsType<ExpertSaved>(await world.SendAsync(new SaveExpert(await world.ViewerAsync("advisor@example.org"), null, Good))).Id;
        var request = await world.SubmitAsync();
        foreach (var viewer in new[] { await world.CoordinatorAsync(), await world.ViewerAsync("operator@example.org"), await world.ViewerAsync("lead@baltic.example.org") })
        {
            Assert.Empty(await world.SendAsync(new ListExperts(viewer)) ?? []);
            Assert.IsType<ExpertNotFound>(await world.SendAsync(new SaveExpert(viewer, id, Good)));
            Assert.Null(await world.SendAsync(new RankCandidates(viewer, request)));
            Assert.IsType<ProposeNotFound>(await world.SendAsync(new ProposeCandidate(viewer, request, id)));
            Assert.IsType<RecuseNotFound>(await world.SendAsync(new Recuse(viewer, request, (await world.PersonAsync("advisor@example.org")).Id, "Why.")));
        }
    }
}
