using System.Globalization;
using StrongCities.Hub.People;
using StrongCities.Hub.Words;
using Xunit;

namespace StrongCities.Host.Tests.Hub;

/// <summary>How languages say numbers.</summary>
public sealed class PluralTests
{
    [Theory]
    [InlineData("en", "one:1 other:0,2,5,11,21,100")]
    [InlineData("sq", "one:1 other:0,2,5,11,21,100")]
    [InlineData("mk", "one:1,21,101,1001 other:0,2,5,11,12,111")]
    [InlineData("bs", "one:1,21,31,101,1001 few:2,3,4,22,34,102,1004 other:0,5,9,10,11,12,13,14,20,25,111,112,114")]
    [InlineData("sr-Latn", "one:1,21,101 few:2,4,23,102 other:0,5,11,12,14,111,212")]
    [InlineData("sr-Cyrl", "one:1,21,101 few:2,4,23,102 other:0,5,11,12,14,111,212")]
    [InlineData("ar", "zero:0 one:1 two:2 few:3,10,103,110,1003 many:11,26,99,111,1011 other:100,101,102,200,1000,1001")]
    public void Every_number_has_the_category_that_the_CLDR_gives_it(string language, string expected)
    {
        foreach (var group in expected.Split(' '))
        {
            var (name, numbers) = (group.Split(':')[0], group.Split(':')[1].Split(','));
            Assert.All(numbers, number => Assert.Equal(
                Enum.Parse<PluralCategory>(name, ignoreCase: true), PluralRules.Of(language, long.Parse(number, CultureInfo.InvariantCulture))));
        }

        Assert.All(Enumerable.Range(-300, 600), number => Assert.Contains(PluralRules.Of(language, number), PluralRules.Of(language)));
        Assert.All(Enumerable.Range(0, 300), number => Assert.Equal(PluralRules.Of(language, number), PluralRules.Of(language, -number)));
    }

    [Theory]
    [InlineData("bs", 1, "za 1 dan.")]
    [InlineData("bs", 22, "za 22 dana.")]
    [InlineData("bs", 11, "za 11 dana!")]
    public void The_form_that_fits_the_number_stands_in_the_text(string language, int number, string expected) =>
        Assert.Equal(expected, PluralText.Choose("za {0, plural, one{# dan.} few{# dana.} other{# dana!}}", language, _ => number, Say));

    [Fact]
    public void A_text_may_have_several_numbers_and_places_inside_of_forms()
    {
        const string Text = "{1}: {0, plural, one{one city} other{# cities of {1}}}, {2, plural, one{a day} other{# days}}.";
        Assert.Equal("{1}: 3 cities of {1}, a day.", PluralText.Choose(Text, "en", place => place == 0 ? 3 : 1, Say));
        Assert.Equal([0, 2], PluralText.Read(Text).Select(message => message.Place));
        Assert.Throws<FormatException>(() => PluralText.Choose("{0, plural, one{", "en", _ => 1, Say));
    }

    [Fact]
    public void A_place_without_a_number_takes_the_general_form() =>
        Assert.Equal(" cities", PluralText.Choose("{0, plural, one{one city} other{# cities}}", "en", _ => null, Say));

    [Fact]
    public void Arabic_counts_by_the_Gregorian_calendar_in_our_digits()
    {
        var arabic = Languages.CultureOf("ar");
        Assert.IsType<GregorianCalendar>(arabic.Calendar);
        Assert.Equal("5 كانون الأول/ديسمبر 2026", new DateTime(2026, 12, 5, 0, 0, 0, DateTimeKind.Utc).ToString("d MMMM yyyy", arabic));
        Assert.Equal("1,234.5", 1234.5.ToString("N1", arabic));
        Assert.Equal(["ltr", "rtl", "ltr"], new[] { "mk", "ar", "klingon" }.Select(Languages.Direction));
    }

    private static string Say(long number) => number.ToString(CultureInfo.InvariantCulture);
}
