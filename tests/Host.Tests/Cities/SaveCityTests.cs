using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Cities;
using StrongCities.Hub.People;
using StrongCities.Hub.SampleData;
using Xunit;

namespace StrongCities.Host.Tests.Cities;

public sealed class SaveCityTests
{
    private static readonly CityForm Kratovo = new() { Name = " Kratovo ", LocalName = "Кратово", Country = "mk", Calendar = "MK", Language = "mk", Population = 7_545 };

    [Theory]
    [InlineData("", "MK", "MK", "mk", 1, "Name", "Problem.Required")]
    [InlineData("Kumanovo", "MK", "MK", "mk", 1, "Name", "Problem.CityTaken")]
    [InlineData("KUMANOVO", "mk", "MK", "mk", 1, "Name", "Problem.CityTaken")]
    [InlineData("Kratovo", "MKD", "MK", "mk", 1, "Country", "Problem.HelperCountry")]
    [InlineData("Kratovo", "MK", "XX", "mk", 1, "Calendar", "Problem.Choice")]
    [InlineData("Kratovo", "MK", "MK", "xx", 1, "Language", "Problem.Choice")]
    [InlineData("Kratovo", "MK", "MK", "mk", 0, "Population", "Problem.NumberBetween")]
    [InlineData("Kratovo", "MK", "MK", "mk", null, "Population", "Problem.NumberBetween")]
    public async Task A_bad_entry_names_its_field(string name, string country, string calendar, string language, int? population, string field, string problem)
    {
        await using var world = await HubWorld.StartAsync();
        var form = new CityForm { Name = name, Country = country, Calendar = calendar, Language = language, Population = population };
        var result = await world.SendAsync(new SaveCity(await world.ViewerAsync("lead@example.org"), null, form));
        var found = Assert.Single(Assert.IsType<CityInvalid>(result).Problems);
        Assert.Equal((field, problem), (found.Field, found.Key));
    }

    [Fact]
    public async Task A_new_city_has_the_zone_of_its_calendar_and_its_coordinator_asks_for_help_at_once()
    {
        await using var world = await HubWorld.StartAsync();
        var lead = await world.ViewerAsync("lead@example.org");
        var city = Assert.IsType<CitySaved>(await world.SendAsync(new SaveCity(lead, null, Kratovo))).City;
        Assert.Equal(("kratovo", "Kratovo", "MK", "Europe/Skopje", lead.HubId), (city.Key, city.Name, city.Country, city.TimeZone, city.HubId));
        Assert.Contains((await world.SendAsync(new ListCities(lead)))!, one => one.Id == city.Id && one.LocalName == "Кратово");
        var person = Assert.IsType<PersonKept>(await world.SendAsync(new AddPerson(lead, city.Id, "coordinator@kratovo.example.org", "Coordinator", "mk", Roles.Coordinator))).Person;
        Assert.Equal("Kratovo", (await world.SendAsync(new FindViewer(person.Id)))!.CityName);
    }

    [Fact]
    public async Task A_name_may_come_again_in_another_country_under_a_key_of_its_own()
    {
        await using var world = await HubWorld.StartAsync();
        var lead = await world.ViewerAsync("lead@example.org");
        var first = Assert.IsType<CitySaved>(await world.SendAsync(new SaveCity(lead, null, Kratovo))).City;
        var second = Assert.IsType<CitySaved>(await world.SendAsync(new SaveCity(lead, null, Kratovo with { Country = "AL", Calendar = "AL" }))).City;
        Assert.Equal(("kratovo", "kratovo-2"), (first.Key, second.Key));
    }

    [Fact]
    public async Task A_city_may_be_called_otherwise_and_keeps_its_key()
    {
        await using var world = await HubWorld.StartAsync();
        var lead = await world.ViewerAsync("lead@example.org");
        var kumanovo = (await world.SendAsync(new ListCities(lead)))!.Single(city => city.Key == "kumanovo");
        var saved = Assert.IsType<CitySaved>(await world.SendAsync(new SaveCity(lead, kumanovo.Id, CityForm.Of(kumanovo) with { Name = "Kumanova", Population = 76_000 }))).City;
        Assert.Equal(("kumanovo", "Kumanova", 76_000, kumanovo.GeoNamesId), (saved.Key, saved.Name, saved.Population, saved.GeoNamesId));
    }

    [Fact]
    public async Task Only_the_lead_of_its_own_hub_saves_a_city()
    {
        await using var world = await HubWorld.StartAsync();
        var lead = await world.ViewerAsync("lead@example.org");
        Assert.IsType<CityNotFound>(await world.SendAsync(new SaveCity(await world.ViewerAsync("advisor@example.org"), null, Kratovo)));
        Assert.IsType<CityNotFound>(await world.SendAsync(new SaveCity(lead, Guid.NewGuid(), Kratovo)));
        var kumanovo = (await world.SendAsync(new ListCities(lead)))!.Single(city => city.Key == "kumanovo");
        var other = lead with { HubId = Guid.NewGuid() };
        Assert.IsType<CityNotFound>(await world.SendAsync(new SaveCity(other, kumanovo.Id, CityForm.Of(kumanovo))));
    }
}
