using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.SampleData;
using Xunit;

namespace StrongCities.Host.Tests.Hub;

/// <summary>Who is asked after somebody came, left or changed roles: a case never waits for nobody.</summary>
public sealed class SeatTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_the_lead_changes_the_new_one_is_asked_and_the_old_one_is_not()
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync();
        await world.DecideAsync(id, "Task.Triage", "Accept");
        // The other advisor judged the request, and can't approve it too.
        await ChangeAsync(world, "advisor@example.org", Roles.HubLead, active: true);
        Assert.Equal(["advisor@example.org", "lead@example.org"], await SeatedAsync(world, id));
        await ChangeAsync(world, "lead@example.org", Roles.Advisor, active: true);
        Assert.Equal(["advisor@example.org"], await SeatedAsync(world, id));
        await world.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.NotEmpty(await world.NewestTokenAsync("advisor@example.org"));
        await world.DecideAsync(id, "Task.Approval", "Approve");
    }

    [Fact]
    public async Task A_role_with_nobody_in_it_falls_to_the_lead()
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync();
        await ChangeAsync(world, "advisor@example.org", Roles.Advisor, active: false);
        Assert.Equal(["advisor2@example.org"], await SeatedAsync(world, id));
        await ChangeAsync(world, "advisor2@example.org", Roles.Designer, active: true);
        Assert.Equal(["lead@example.org"], await SeatedAsync(world, id));
        await world.AddPersonAsync("third@example.org", Roles.Advisor);
        Assert.Equal(["third@example.org"], await SeatedAsync(world, id));
    }

    [Theory]
    [InlineData(false, "signatory")]
    [InlineData(true, "lead")]
    public async Task When_the_asker_leaves_the_city_goes_on_but_a_confidential_request_goes_to_the_lead(bool confidential, string expected)
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync(HubWorld.CompleteForm() with { Wish = null, Confidential = confidential });
        Assert.Equal([SamplePeople.CoordinatorOf("kumanovo")], await SeatedAsync(world, id));
        await ChangeAsync(world, SamplePeople.CoordinatorOf("kumanovo"), Roles.Coordinator, active: false);
        Assert.Equal([expected == "lead" ? "lead@example.org" : SamplePeople.SignatoryOf("kumanovo")], await SeatedAsync(world, id));
    }

    private static async Task ChangeAsync(HubWorld world, string email, Roles roles, bool active)
    {
        var person = await world.PersonAsync(email);
        var change = new ChangePerson(await world.ViewerAsync("lead@example.org"), person.Id, person.Name, person.Language, roles, active);
        Assert.IsType<PersonKept>(await world.SendAsync(change));
    }

    private static async Task<IReadOnlyList<string>> SeatedAsync(HubWorld world, Guid requestId)
    {
        var (page, _) = await world.OpenTaskAsync(requestId);
        var seated = page.Task.Seats.Select(seat => seat.PersonId).ToList();
        await using var db = world.Db();
        return await db.People.Where(p => seated.Contains(p.Id)).OrderBy(p => p.Email).Select(p => p.Email).ToListAsync(Token);
    }
}
