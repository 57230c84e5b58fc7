using StrongCities.Hub.Experts;
using Xunit;

namespace StrongCities.Host.Tests.Experts;

public sealed class RankTests
{
    private static readonly Seat Kumanovo = new("Kumanovo", "MK", 42.1322, 21.7144);
    private static readonly HelpNeed Need = new(new Guid(1, 0, 0, new byte[8]), Kumanovo, ["mk"], ["prevention", "youth"], []);
    private static readonly ExpertOptions Weights = new();

    [Fact]
    public void Whoever_knows_the_matter_and_the_language_comes_first_and_every_part_has_its_reason()
    {
        var ranked = RankHelpers.Run(Need, [Helper("Far"), Helper("Fit", themes: ["prevention", "youth"], languages: ["mk"], results: [5, 5])], Weights);
        Assert.Equal(["Fit", "Far"], ranked.Select(one => one.Helper.Name));
        Assert.Equal(100, ranked[0].Score);
        Assert.Equal(["Rank.Theme.Shared", "Rank.Language.Same", "Rank.Result.Known", "Rank.Load", "Rank.Distance.Known"], ranked[0].Reasons.Select(reason => reason.Key));
        Assert.All(ranked, one => Assert.InRange(one.Score, 0, 100));
    }

    [Theory]
    [InlineData("mk", "sr", "Rank.Language.None")]
    [InlineData("bs", "sr", "Rank.Language.Close")]
    [InlineData("sq", "en", "Rank.Language.English")]
    [InlineData("sq", "sq", "Rank.Language.Same")]
    public void A_close_language_counts_nearly_as_much_as_the_same(string city, string spoken, string reason)
    {
        var ranked = RankHelpers.Run(Need with { Languages = [city] }, [Helper("One", languages: [spoken])], Weights);
        Assert.Contains(reason, Assert.Single(ranked).Reasons.Select(part => part.Key));
    }

    [Fact]
    public void Load_results_and_distance_tell_two_who_know_the_same_apart()
    {
        Assert.Equal(["A", "B"], Order(Helper("B", open: 1), Helper("A")));
        Assert.Equal(["A", "B"], Order(Helper("B", results: [1]), Helper("A", results: [5])));
        Assert.Equal(["A", "B"], Order(Helper("B", seat: new Seat("Tirana", "AL", 41.33, 19.82)), Helper("A")));
        Assert.Equal(["A", "B"], Order(Helper("B"), Helper("A")));
    }

    [Fact]
    public void Who_can_not_be_asked_comes_last_and_hears_why()
    {
        var barred = Helper("Barred");
        HelperFacts[] pool =
        [
            Helper("Gone", isActive: false), Helper("Full", open: 2), Helper("Elsewhere", countries: ["AL"]), Helper("Own", cityId: Need.CityId), barred, Helper("Free"),
        ];
        var ranked = RankHelpers.Run(Need with { Barred = [barred.Expert.PersonId] }, pool, Weights);
        Assert.Equal("Free", ranked[0].Helper.Name);
        Assert.Null(ranked[0].Bar);
        Assert.Equal(
            ["Rank.Bar.Case", "Rank.Bar.Country", "Rank.Bar.Full", "Rank.Bar.Inactive", "Rank.Bar.OwnCity"],
            ranked.Skip(1).Select(one => one.Bar!.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_contact_is_never_a_candidate() => Assert.Empty(RankHelpers.Run(Need, [Helper("Ministry", kind: HelperKind.Contact)], Weights));

    [Fact]
    public void Weights_decide_and_none_at_all_is_no_error()
    {
        HelperFacts[] pool = [Helper("Near", themes: []), Helper("Knows", themes: ["prevention", "youth"], seat: new Seat("Lisbon", "PT", 38.72, -9.14))];
        Assert.Equal("Knows", RankHelpers.Run(Need, pool, Weights)[0].Helper.Name);
        Assert.Equal("Near", RankHelpers.Run(Need, pool, new ExpertOptions { Themes = 0, Distance = 100 })[0].Helper.Name);
        Assert.All(RankHelpers.Run(Need, pool, new ExpertOptions { Themes = 0, Languages = 0, Results = 0, Load = 0, Distance = 0 }), one => Assert.Equal(0, one.Score));
    }

    [Fact]
    public void Distances_are_those_of_a_map()
    {
        Assert.InRange(RankHelpers.Kilometres(Kumanovo, new Seat("Skopje", "MK", 41.9981, 21.4254))!.Value, 25, 32);
        Assert.Null(RankHelpers.Kilometres(Kumanovo, new Seat("Somewhere", "MK")));
    }

    private static IEnumerable<string> Order(params HelperFacts[] pool) => RankHelpers.Run(Need, pool, Weights).Select(ranked => ranked.Helper.Name);

    private static HelperFacts Helper(
        string name, string[]? themes = null, string[]? languages = null, int open = 0, int[]? results = null, Seat? seat = null, bool isActive = true, string[]? countries = null,
        Guid? cityId = null, HelperKind kind = HelperKind.Expert) => new(
            new Expert
            {
                Id = Guid.NewGuid(), HubId = Guid.Empty, PersonId = Guid.NewGuid(), Kind = kind, Themes = themes ?? [], Languages = languages ?? ["en"], Countries = countries ?? [],
                Seat = seat ?? Kumanovo, IsActive = isActive, ChangedAt = default,
            },
            name, cityId, open, results ?? []);
}
