using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.SampleData;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Hub;

/// <summary>Every use case, asked by everybody who has no business there: each gets what a missing record would give.</summary>
public sealed class AccessTests
{
    private static readonly Dictionary<string, string> NoFields = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_reaches_a_case_of_another_city_or_hub_or_without_the_role()
    {
        await using var world = await HubWorld.StartAsync();
        await world.PlantOtherHubAsync();
        var id = await world.SubmitAsync();
        var (page, access) = await world.OpenTaskAsync(id);
        var file = await AddFileAsync(world);

        foreach (var (who, viewer) in new[]
        {
            ("another city", await world.CoordinatorAsync("elbasan")),
            ("another hub's lead", await world.ViewerAsync("lead@baltic.example.org")),
            ("another hub's city", await world.ViewerAsync("coordinator@baltic.example.org")),
            ("staff without cases", await world.ViewerAsync("operator@example.org")),
            ("a designer", await world.ViewerAsync("designer@example.org")),
            ("somebody without a role", (await world.CoordinatorAsync()) with { Roles = Roles.None }),
        })
        {
            Assert.True(await world.SendAsync(new GetRequest(viewer, id)) is null, who);
            Assert.True(await world.SendAsync(new GetCase(viewer, id)) is null, who);
            Assert.True(await world.SendAsync(new OpenAttachment(viewer, file)) is null, who);
            Assert.True((await world.SendAsync(new ListRequests(viewer))).Total == 0, who);
            Assert.True((await world.SendAsync(new ListRequests(viewer))).ByStatus.Count == 0, who);
            Assert.True((await world.SendAsync(new ListMyTasks(viewer))).Count == 0, who);
            var seat = new BySeat(viewer, access.TaskId);
            Assert.True(await world.SendAsync(new OpenTask(seat)) is TaskNotFound, who);
            Assert.True(await world.SendAsync(new DecideTask(seat, "Accept", null, NoFields, page.Task.Version, page.Digest)) is DecideNotFound, who);
            Assert.True(await world.SendAsync(new CompleteRequest(seat, HubWorld.CompleteForm(), [], page.Task.Version)) is DecideNotFound, who);
        }

        Assert.Equal(CaseStatus.Triage, await world.StatusAsync(id));
    }

    [Fact]
    public async Task Pages_of_one_side_are_not_found_by_the_other()
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync();
        Assert.NotNull(await world.SendAsync(new GetRequest(await world.CoordinatorAsync(), id)));
        Assert.NotNull(await world.SendAsync(new GetCase(await world.ViewerAsync("advisor@example.org"), id)));
        Assert.Null(await world.SendAsync(new GetCase(await world.CoordinatorAsync(), id)));
        Assert.Null(await world.SendAsync(new GetRequest(await world.ViewerAsync("advisor@example.org"), id)));
    }

    [Theory]
    [InlineData(Roles.Finance)]
    [InlineData(Roles.CouncilSecretary)]
    [InlineData(Roles.Viewer)]
    public async Task City_people_who_do_not_speak_for_it_see_but_do_not_submit(Roles role)
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync();
        var viewer = await world.AddPersonAsync("somebody@example.org", role, "kumanovo");
        Assert.NotNull(await world.SendAsync(new GetRequest(viewer, id)));
        Assert.IsType<SubmitNotFound>(await world.SendAsync(new SubmitRequest(viewer, "f", HubWorld.CompleteForm(), [])));
    }

    [Theory]
    [InlineData("lead@example.org")]
    [InlineData("advisor@example.org")]
    [InlineData("operator@example.org")]
    public async Task Staff_do_not_submit(string email)
    {
        await using var world = await HubWorld.StartAsync();
        Assert.IsType<SubmitNotFound>(await world.SendAsync(new SubmitRequest(await world.ViewerAsync(email), "f", HubWorld.CompleteForm(), [])));
    }

    [Fact]
    public async Task Staff_without_a_seat_see_the_case_but_not_the_task()
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync();
        var (page, access) = await world.OpenTaskAsync(id);
        var lead = await world.ViewerAsync("lead@example.org");
        Assert.NotNull(await world.SendAsync(new GetCase(lead, id)));
        Assert.IsType<TaskNotFound>(await world.SendAsync(new OpenTask(new BySeat(lead, access.TaskId))));
        Assert.IsType<DecideNotFound>(await world.SendAsync(new DecideTask(new BySeat(lead, access.TaskId), "Accept", null, NoFields, page.Task.Version, page.Digest)));
    }

    [Fact]
    public async Task A_confidential_request_is_hidden_from_the_rest_of_the_city()
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync(HubWorld.CompleteForm() with { Confidential = true });
        var signatory = await world.ViewerAsync(SamplePeople.SignatoryOf("kumanovo"));
        Assert.Null(await world.SendAsync(new GetRequest(signatory, id)));
        Assert.Equal(0, (await world.SendAsync(new ListRequests(signatory))).Total);
        Assert.NotNull(await world.SendAsync(new GetRequest(await world.CoordinatorAsync(), id)));
    }

    [Fact]
    public async Task Somebody_who_left_can_do_nothing_even_with_a_link()
    {
        await using var world = await HubWorld.StartAsync();
        await world.SubmitAsync();
        await world.SettleAsync();
        var token = await world.NewestTokenAsync("advisor@example.org");
        var gone = await world.PersonAsync("advisor@example.org");
        await world.SendAsync(new ChangePerson(await world.ViewerAsync("lead@example.org"), gone.Id, gone.Name, gone.Language, gone.Roles, IsActive: false));
        Assert.IsType<TaskNotFound>(await world.SendAsync(new OpenTask(new ByGrant(token[..12]))));
        Assert.Null(await world.SendAsync(new FindViewer(gone.Id)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_role_that_was_taken_away_no_longer_decides(bool byLink)
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync();
        await world.DecideAsync(id, "Task.Triage", "Accept");
        await world.SettleAsync();
        var (page, seat) = await world.OpenTaskAsync(id);
        TaskAccess access = byLink ? new ByGrant((await world.NewestTokenAsync("lead@example.org"))[..12]) : seat;
        Assert.IsType<TaskPage>(await world.SendAsync(new OpenTask(access)));

        // Past the use case, so that the seat is still there. The new lead is not who judged the request: four eyes would keep them out.
        await using (var db = world.Db())
        {
            await db.People.Where(p => p.Email == "advisor@example.org").ExecuteUpdateAsync(p => p.SetProperty(x => x.Roles, Roles.HubLead), Token);
            await db.People.Where(p => p.Id == page.Actor.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Roles, Roles.Advisor), Token);
        }

        Assert.IsType<TaskNotFound>(await world.SendAsync(new OpenTask(access)));
        Assert.IsType<DecideNotFound>(await world.SendAsync(new DecideTask(access, "Approve", null, NoFields, page.Task.Version, page.Digest)));
        Assert.Equal(CaseStatus.Approval, await world.StatusAsync(id));
    }

    [Fact]
    public async Task A_role_is_checked_again_inside_the_commit()
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync();
        await world.DecideAsync(id, "Task.Triage", "Accept");
        await world.SettleAsync();
        var (page, seat) = await world.OpenTaskAsync(id);
        await world.AddPersonAsync("second@example.org", Roles.HubLead);

        // The decision passes the door while this unit still has the queue; it commits after it.
        Task<DecideResult>? decision = null;
        await world.Services.GetRequiredService<CommitQueue>().CommitAsync(
            async (db, token) =>
            {
                await db.Set<Person>().Where(p => p.Id == page.Actor.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Roles, Roles.Advisor), token);
                decision ??= world.SendAsync(new DecideTask(seat, "Approve", null, NoFields, page.Task.Version, page.Digest));
                return UnitResult.Keep(true);
            },
            Token);
        Assert.IsType<DecideNotFound>(await decision!);
        Assert.Equal(CaseStatus.Approval, await world.StatusAsync(id));
    }

    [Fact]
    public async Task Only_the_hubs_own_lead_manages_its_people()
    {
        await using var world = await HubWorld.StartAsync();
        var otherCity = await world.PlantOtherHubAsync();
        var target = await world.PersonAsync("advisor@example.org");
        foreach (var email in new[] { "advisor@example.org", "operator@example.org", "designer@example.org", SamplePeople.SignatoryOf("kumanovo") })
        {
            var viewer = await world.ViewerAsync(email);
            Assert.Null(await world.SendAsync(new ListPeople(viewer)));
            Assert.IsType<PersonNotFound>(await world.SendAsync(new AddPerson(viewer, null, "new@example.org", "New", "en", Roles.Advisor)));
            Assert.IsType<PersonNotFound>(await world.SendAsync(new ChangePerson(viewer, target.Id, "X", "en", Roles.HubLead, true)));
        }

        var foreign = await world.ViewerAsync("lead@baltic.example.org");
        Assert.IsType<PersonNotFound>(await world.SendAsync(new ChangePerson(foreign, target.Id, "X", "en", Roles.Advisor, true)));
        Assert.DoesNotContain((await world.SendAsync(new ListPeople(foreign)))!, line => line.Person.HubId == target.HubId);
        Assert.IsType<PersonNotFound>(await world.SendAsync(new AddPerson(await world.ViewerAsync("lead@example.org"), otherCity, "new@example.org", "New", "en", Roles.Coordinator)));
    }

    private static async Task<Guid> AddFileAsync(HubWorld world)
    {
        var file = new Upload("a.txt", 1, () => new MemoryStream([(byte)'a']));
        await world.SendAsync(new SubmitRequest(await world.CoordinatorAsync(), "with-file", HubWorld.CompleteForm(), [file]));
        await using var db = world.Db();
        return (await db.Attachments.SingleAsync(Token)).Id;
    }
}
