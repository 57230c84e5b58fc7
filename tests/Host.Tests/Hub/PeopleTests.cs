using StrongCities.Hub.People;
using StrongCities.Hub.SampleData;
using Xunit;

namespace StrongCities.Host.Tests.Hub;

public sealed class PeopleTests
{
    [Theory]
    [InlineData("new@example.org", "New", "en", Roles.Coordinator, "Roles", "Problem.StaffRoles")]
    [InlineData("new@example.org", "New", "en", Roles.None, "Roles", "Problem.StaffRoles")]
    [InlineData("new@example.org", "New", "xx", Roles.Advisor, "Language", "Problem.Choice")]
    [InlineData("new@example.org", " ", "en", Roles.Advisor, "Name", "Problem.Required")]
    [InlineData("not an address", "New", "en", Roles.Advisor, "Email", "Problem.Email")]
    [InlineData("New <new@example.org>", "New", "en", Roles.Advisor, "Email", "Problem.Email")]
    [InlineData("LEAD@example.org", "New", "en", Roles.Advisor, "Email", "Problem.EmailTaken")]
    public async Task A_bad_entry_names_its_field(string email, string name, string language, Roles roles, string field, string problem)
    {
        await using var world = await HubWorld.StartAsync();
        var result = await world.SendAsync(new AddPerson(await world.ViewerAsync("lead@example.org"), null, email, name, language, roles));
        var found = Assert.Single(Assert.IsType<PersonInvalid>(result).Problems);
        Assert.Equal((field, problem), (found.Field, found.Key));
    }

    [Fact]
    public async Task City_people_hold_city_roles_only()
    {
        await using var world = await HubWorld.StartAsync();
        var lead = await world.ViewerAsync("lead@example.org");
        var ana = await world.PersonAsync(SamplePeople.CoordinatorOf("kumanovo"));
        var wrong = await world.SendAsync(new ChangePerson(lead, ana.Id, ana.Name, ana.Language, Roles.Coordinator | Roles.HubLead, true));
        Assert.Equal("Problem.CityRoles", Assert.Single(Assert.IsType<PersonInvalid>(wrong).Problems).Key);
        Assert.IsType<PersonKept>(await world.SendAsync(new ChangePerson(lead, ana.Id, ana.Name, "sq", Roles.Coordinator | Roles.Finance, true)));
        Assert.Equal("sq", (await world.PersonAsync(ana.Email)).Language);
    }

    [Theory]
    [InlineData(Roles.Advisor, true)]
    [InlineData(Roles.HubLead, false)]
    public async Task The_last_lead_stays_lead(Roles roles, bool active)
    {
        await using var world = await HubWorld.StartAsync();
        var lead = await world.ViewerAsync("lead@example.org");
        var step = new ChangePerson(lead, lead.PersonId, "Mira", "en", roles, active);
        Assert.Equal("Problem.LastLead", Assert.Single(Assert.IsType<PersonInvalid>(await world.SendAsync(step)).Problems).Key);
        await world.AddPersonAsync("second@example.org", Roles.HubLead);
        Assert.IsType<PersonKept>(await world.SendAsync(step));
    }

    [Fact]
    public async Task Everybody_changes_their_own_language()
    {
        await using var world = await HubWorld.StartAsync();
        var viewer = await world.CoordinatorAsync();
        await world.SendAsync(new ChangeMyLanguage(viewer, "sr-Cyrl"));
        Assert.Equal("sr-Cyrl", (await world.SendAsync(new FindViewer(viewer.PersonId)))!.Person.Language);
    }
}
