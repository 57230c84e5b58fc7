using StrongCities.Host.Words;
using StrongCities.Hub.Equity;

namespace StrongCities.Host.Exports;

/// <summary>The equity view as a table: one line for each city and kind.</summary>
internal static class EquityTable
{
    public static TableFile Of(EquityView view, PageWords words) => new(
        [
            words["Equity.City"], words["Equity.Country"], words["Equity.Population"], words["Equity.What"],
            .. view.Quarters.Select(quarter => $"{quarter.Year} {words["Equity.Quarter", quarter.Number]}"), words["Equity.Ever"],
        ],
        [
            .. view.Cities.SelectMany(city => Enum.GetValues<EquityKind>().Select(IReadOnlyList<object?> (kind) =>
                [city.Name, city.Country, city.Population, words.Hub($"Equity.Kind.{kind}"), .. view.Quarters.Select(quarter => (object?)city.In(kind, quarter)), city.Ever(kind)])),
        ]);
}
