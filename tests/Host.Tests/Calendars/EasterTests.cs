using System.Globalization;
using StrongCities.Hub.Calendars;
using Xunit;

namespace StrongCities.Host.Tests.Calendars;

public sealed class EasterTests
{
    [Theory]
    [InlineData(2024, "2024-03-31", "2024-05-05")]
    [InlineData(2025, "2025-04-20", "2025-04-20")]
    [InlineData(2026, "2026-04-05", "2026-04-12")]
    [InlineData(2027, "2027-03-28", "2027-05-02")]
    [InlineData(2028, "2028-04-16", "2028-04-16")]
    [InlineData(2029, "2029-04-01", "2029-04-08")]
    [InlineData(2038, "2038-04-25", "2038-04-25")]
    [InlineData(2049, "2049-04-18", "2049-04-25")]
    public void Falls_on_the_published_Sundays(int year, string western, string orthodox)
    {
        Assert.Equal(Day(western), Easter.Sunday(EasterReckoning.Western, year));
        Assert.Equal(Day(orthodox), Easter.Sunday(EasterReckoning.Orthodox, year));
    }

    [Fact]
    public void Is_a_Sunday_and_the_Orthodox_one_is_never_first()
    {
        foreach (var year in Enumerable.Range(1900, 200))
        {
            var western = Easter.Sunday(EasterReckoning.Western, year);
            var orthodox = Easter.Sunday(EasterReckoning.Orthodox, year);
            Assert.Equal((DayOfWeek.Sunday, DayOfWeek.Sunday), (western.DayOfWeek, orthodox.DayOfWeek));
            Assert.InRange(orthodox.DayNumber - western.DayNumber, 0, 35);
        }
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
