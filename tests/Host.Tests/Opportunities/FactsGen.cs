using CsCheck;
using StrongCities.Hub.Opportunities;

namespace StrongCities.Host.Tests.Opportunities;

/// <summary>Makes facts of every shape.</summary>
internal static class FactsGen
{
    /// <summary>One of these.</summary>
    public static Gen<T> Any<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(index => items[index]);

    public static readonly Gen<string> Text = Gen.OneOf(Gen.String[Gen.Char.AlphaNumeric, 1, 12], Any("Ђорђе", "ürün & <b>", "a.b", "ё", "\"q\"", "جملة"));

    private static readonly Gen<DateOnly> Day = Gen.Int[0, 20_000].Select(days => new DateOnly(2000, 1, 1).AddDays(days));

    private static readonly Gen<Money> Amount = Gen.Select(Gen.Long[0, 900_000_000_00], Any("EUR", "USD", "MKD")).Select((cents, currency) => new Money(cents / 100m, currency));

    public static readonly Gen<KeyDate> Date = Gen.OneOf<KeyDate>(
        Gen.Select(Text, Day, Maybe(Gen.Int[0, 1439]), Any<string?>("Europe/Brussels", "America/New_York", null)).Select((name, day, minute, zone) =>
            (KeyDate)new DayDate(name, day, minute is { } at ? new TimeOnly(at / 60, at % 60) : null, zone)),
        Gen.Select(Text, Day, Gen.Int[0, 400]).Select((name, day, length) => (KeyDate)new RangeDate(name, day, day.AddDays(length))),
        Gen.Select(Text, Text, Text.Null()).Select((name, text, more) => (KeyDate)new TextDate(name, text) { Description = more }));

    public static readonly Gen<OpportunityFacts> Facts = Gen.Select(
        Gen.Select(Text, Text, Gen.Enum<OpportunityStatus>(), Text.Null(), Text.Null()),
        Gen.Select(Amount.Null(), Amount.Null(), Amount.Null(), Maybe(Gen.Int[0, 9]), Text.Null()),
        Gen.Select(Date.Null(), Date.Null(), Gen.Select(Text, Date).Array[0, 3]),
        Gen.Select(Text.Array[0, 3], Text.Array[0, 3], Gen.Select(Text, Text).Array[0, 3])).Select((said, money, dates, lists) => new OpportunityFacts
    {
        Title = said.Item1,
        Description = said.Item2,
        Status = said.Item3,
        Funder = said.Item4,
        Number = said.Item5,
        Funding = new OpportunityFunding { Total = money.Item1, Min = money.Item2, Max = money.Item3, EstimatedAwards = money.Item4, Details = money.Item5 },
        PostDate = dates.Item1,
        CloseDate = dates.Item2,
        OtherDates = new(dates.Item3.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))),
        ApplicantTypes = [.. lists.Item1],
        Themes = [.. lists.Item2],
        More = new(lists.Item3.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))),
    });

    private static Gen<int?> Maybe(Gen<int> gen) => Gen.Select(gen, Gen.Bool).Select((value, there) => there ? value : (int?)null);
}
