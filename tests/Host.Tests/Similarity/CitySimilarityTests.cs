using CsCheck;
using StrongCities.Hub.Similarity;
using Xunit;

namespace StrongCities.Host.Tests.Similarity;

/// <summary>The comparison of two cities: a pure function.</summary>
public sealed class CitySimilarityTests
{
    private static readonly string[] Themes = ["cohesion", "disaster", "youth", "climate", "health"];
    private static readonly SimilarityOptions Options = new();

    private static readonly Gen<CityTraits> Any =
        Gen.Select(Gen.Int[0, 300_000], Gen.Int[0, 25].Array[Themes.Length], Gen.Bool.Array[Themes.Length], Gen.Int[0, 3], Gen.Int[0, 4]).Select((population, risks, themes, language, cases) =>
            new CityTraits(Guid.NewGuid(), population)
            {
                Risks = Themes.Zip(risks).Where(pair => pair.Second > 0).ToDictionary(pair => pair.First, pair => pair.Second),
                Themes = Themes.Zip(themes).Where(pair => pair.Second).Select(pair => pair.First).ToHashSet(),
                Languages = new[] { "sq", "mk", "sr" }.Take(language).ToHashSet(),
                Cases = Enumerable.Range(0, cases).ToDictionary(number => new Guid(number, 0, 0, new byte[8]), number => $"Case {number}"),
            });

    [Fact]
    public void It_is_the_same_from_both_sides_and_between_0_and_100_and_every_point_has_its_reason() => Gen.Select(Any, Any).Sample((one, other) =>
    {
        var (there, back) = (CitySimilarity.Of(one, other, Options), CitySimilarity.Of(other, one, Options));
        Assert.Equal(there.Reasons.Select(reason => (reason.Part, reason.Points, string.Join(',', reason.What))), back.Reasons.Select(reason => (reason.Part, reason.Points, string.Join(',', reason.What))));
        Assert.InRange(there.Points, 0, 100);
        Assert.All(there.Reasons, reason => Assert.True(reason.Points > 0 && reason.What.Count > 0, $"{reason}"));
        Assert.Equal(there.Points, there.Reasons.Sum(reason => reason.Points));
        Assert.Equal(there.Reasons.OrderByDescending(reason => reason.Points).Select(reason => reason.Points), there.Reasons.Select(reason => reason.Points));
    });

    [Fact]
    public void Nothing_is_more_like_a_city_than_the_city_itself() => Gen.Select(Any, Any).Sample((one, other) =>
        Assert.True(CitySimilarity.Of(one, other, Options).Points <= CitySimilarity.Of(one, one, Options).Points
            || one.Risks.Count == 0 || one.Themes.Count == 0 || one.Languages.Count == 0 || one.Cases.Count < 2 || one.Population == 0));

    [Fact]
    public void A_risk_that_both_have_makes_them_more_alike_and_one_that_only_one_has_less() => Gen.Select(Any, Any, Gen.Int[1, 25]).Sample((one, other, product) =>
    {
        var before = Points(one, other);
        Assert.True(Points(With(one), With(other)) >= before);
        Assert.True(Points(With(one), other) <= before);

        CityTraits With(CityTraits city) => city with { Risks = new Dictionary<string, int>(city.Risks) { ["rights"] = product } };

        int Points(CityTraits left, CityTraits right) => CitySimilarity.Of(left, right, Options).Reasons.FirstOrDefault(reason => reason.Part == SimilarPart.Risks)?.Points ?? 0;
    });

    [Fact]
    public void Reasons_say_what_is_in_common()
    {
        var one = new CityTraits(Guid.NewGuid(), 80_000) { Risks = new Dictionary<string, int> { ["cohesion"] = 16, ["youth"] = 6 }, Languages = new HashSet<string> { "sq", "en" } };
        var other = new CityTraits(Guid.NewGuid(), 60_000) { Risks = new Dictionary<string, int> { ["cohesion"] = 12 }, Languages = new HashSet<string> { "mk", "en" } };
        var found = CitySimilarity.Of(one, other, Options);
        Assert.Equal(
            ["Risks 22 cohesion", "Size 15 60000 80000", "Languages 10 en"],
            found.Reasons.Select(reason => $"{reason.Part} {reason.Points} {string.Join(' ', reason.What)}"));
        Assert.Equal(47, found.Points);
    }

    [Theory]
    [InlineData(100_000, 50_000, 15)]
    [InlineData(100_000, 30_000, 8)]
    [InlineData(100_000, 10_000, 0)]
    [InlineData(100_000, 0, 0)]
    public void Half_as_big_is_alike_and_a_tenth_is_not(int one, int other, int points) =>
        Assert.Equal(points, CitySimilarity.Of(new CityTraits(Guid.NewGuid(), one), new CityTraits(Guid.NewGuid(), other), Options).Points);

    [Fact]
    public void Weights_that_are_not_a_whole_are_no_setting()
    {
        Assert.Single(new SimilarityOptions { RiskWeight = 41 }.Validate(new(new object())));
        Assert.Empty(new SimilarityOptions().Validate(new(new object())));
    }
}
