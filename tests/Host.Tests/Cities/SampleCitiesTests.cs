using StrongCities.Hub.Calendars;
using StrongCities.Hub.Cities;
using Xunit;

namespace StrongCities.Host.Tests.Cities;

public sealed class SampleCitiesTests
{
    [Fact]
    public void There_are_thirty_or_more_and_every_country_has_some()
    {
        Assert.True(SampleCities.All.Count >= 30);
        Assert.All(SampleCities.All.GroupBy(city => city.Country), country => Assert.True(country.Count() >= 5));
        Assert.Equal(["AL", "BA", "ME", "MK", "RS", "XK"], SampleCities.All.Select(city => city.Country).Distinct().Order(StringComparer.Ordinal));
        Assert.Superset(new HashSet<string> { "kumanovo", "elbasan", "danilovgrad" }, SampleCities.All.Select(city => city.Key).ToHashSet());
    }

    [Fact]
    public void Keys_and_GeoNames_ids_are_unique()
    {
        Assert.Distinct(SampleCities.All.Select(city => city.Key));
        Assert.Distinct(SampleCities.All.Select(city => city.GeoNamesId));
        Assert.All(SampleCities.All, city => Assert.Matches("^[a-z]+(-[a-z]+)*$", city.Key));
    }

    [Fact]
    public void Each_has_a_calendar_of_its_country_in_its_own_time() => Assert.All(SampleCities.All, city =>
    {
        var calendar = WorkingCalendars.Get(city.Calendar);

        Assert.Equal(TimeZoneInfo.FindSystemTimeZoneById(city.TimeZone).BaseUtcOffset, calendar.Zone.BaseUtcOffset);
        // The common calendar of Bosnia and Herzegovina is not for cities.
        Assert.StartsWith(city.Country == "BA" ? "BA-" : city.Country, city.Calendar, StringComparison.Ordinal);
    });

    [Fact]
    public void Facts_are_within_the_bounds_the_record_states() => Assert.All(SampleCities.All, city =>
    {
        Assert.InRange(city.Population, 5_000, 400_000);
        Assert.InRange(city.Latitude, 39.5, 46.5);
        Assert.InRange(city.Longitude, 15.5, 23.5);
        Assert.NotEmpty(city.Languages);
        Assert.Contains(city.MailLanguage, new[] { "en", "sq", "bs", "sr-Latn", "sr-Cyrl", "mk" });
    });

    [Fact]
    public void GeoNames_is_credited() =>
        Assert.Equal("Contains information from GeoNames (geonames.org), CC BY 4.0", SampleCities.Attribution);
}
