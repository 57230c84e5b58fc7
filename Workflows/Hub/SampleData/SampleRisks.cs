using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Risks;

namespace StrongCities.Hub.SampleData;

/// <summary>Invented registers of risks of a few sample cities, drafts all: nobody has endorsed them. Each says a little to its hub, and one risk is red.</summary>
public sealed class SampleRisks(HubDbFactory databases, IMediator mediator)
{
    private static readonly (string City, RiskVisibility Visibility, RiskFacts Facts)[] All =
    [
        ("elbasan", RiskVisibility.Hub, Of("Rumours set neighbours against each other", ["cohesion", "prevention"], 5, new(People: 3, Cohesion: 4, Reputation: 3), 1) with
        {
            Cause = "False stories about crime travel fast in closed chat groups, and nobody answers them.",
            Event = "A rumour ends in a clash between two quarters.",
            Consequence = "People are hurt, and families keep their children at home.",
            Controls = "The town hall posts corrections, mostly a day late.",
            Trend = RiskTrend.Rising, Proximity = RiskProximity.Soon, Owner = "Office for community safety",
            NextAction = "Agree with schools and media on one quick channel.", Confidence = RiskConfidence.High,
        }),
        ("elbasan", RiskVisibility.Network, Of("The river floods the lower town", ["disaster", "climate"], 4, new(People: 3, Services: 3, Finance: 4), 3) with
        {
            Cause = "Heavy rain meets drains that are half blocked.",
            Event = "The river leaves its bed in one night.",
            Consequence = "Streets, cellars and the water works are under water for days.",
            Controls = "Dykes, a warning by telephone, and a yearly exercise.",
            Owner = "Civil protection", NextAction = "Clear the drains before winter.",
        }),
        ("elbasan", RiskVisibility.City, Of("The only dam above the town breaks", ["disaster"], 1, new(People: 5, Services: 5, Finance: 5), 0) with
        {
            Cause = "The dam is old, and its last inspection was long ago.", Event = "It breaks.", Consequence = "The valley is flooded within an hour.",
            Owner = "Civil protection", Confidence = RiskConfidence.Low,
        }),
        ("elbasan", RiskVisibility.City, Of("Young people leave and clubs close", ["youth", "economy"], 4, new(Cohesion: 2, Services: 2), 1) with
        {
            Cause = "There is little to do and little work.", Event = "The last two youth clubs close.", Consequence = "Evenings belong to the street.", Owner = "Youth office",
        }),
        ("kumanovo", RiskVisibility.Hub, Of("Clashes between groups of supporters", ["prevention", "youth", "cohesion"], 4, new(People: 3, Cohesion: 3), 1) with
        {
            Cause = "Matches are on the same evening as the market.", Event = "Supporters meet in the centre.", Consequence = "People are hurt and shops close.",
            Owner = "Public order", Trend = RiskTrend.Rising, Proximity = RiskProximity.ThisYear, NextAction = "Plan match days together with the clubs.",
        }),
        ("nis", RiskVisibility.Network, Of("Hate against newcomers on public walls", ["cohesion", "migration"], 3, new(Cohesion: 4, Reputation: 2), 0) with
        {
            Cause = "Little contact, and loud voices online.", Event = "Slogans appear, and threats follow.", Consequence = "Families avoid schools and parks.",
            Owner = "Office for social affairs", Proximity = RiskProximity.ThisYear, NextAction = "Clean within a day, and invite to an open afternoon.",
        }),
    ];

    /// <summary>Plants them by what coordinators would do.</summary>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>When they are stored.</returns>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        foreach (var city in All.GroupBy(sample => sample.City))
        {
            var address = SamplePeople.CoordinatorOf(city.Key);
            var viewer = Viewer.Of(await db.People.AsNoTracking().SingleAsync(person => person.Email == address, cancellation));
            await mediator.Send(new OpenRegister(viewer), cancellation);
            foreach (var (_, visibility, facts) in city)
            {
                if (await mediator.Send(new SaveRisk(viewer, null, 0, facts), cancellation) is not RegisterKept kept)
                {
                    throw new InvalidOperationException($"The sample risk '{facts.Title}' was not taken.");
                }

                if (visibility != RiskVisibility.City)
                {
                    await mediator.Send(new SetVisibility(viewer, kept.Id, visibility), cancellation);
                }
            }
        }
    }

    private static RiskFacts Of(string title, IReadOnlyList<string> themes, int likelihood, RiskImpact impact, int control) =>
        new() { Title = title, Themes = themes, Likelihood = likelihood, Impact = impact, ControlStrength = control };
}
