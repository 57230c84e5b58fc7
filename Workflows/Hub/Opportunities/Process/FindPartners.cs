using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;

namespace StrongCities.Hub.Opportunities.Process;

/// <summary><c>StrongCities.FindPartners</c>: lists cities that are interested in the same opportunity.</summary>
public sealed class FindPartners : Activity
{
    internal const string QuestionName = "StrongCities.FindPartners";

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new(QuestionName)
    {
        Category = ProcessActivities.Category,
        DisplayName = "Find partners",
        Description = "Lists the hub's other cities that want to apply for this opportunity or to join somebody, those that would lead first, then the nearest in size.",
        Outputs = [new("Cities", "String[]", "Their names with country."), new("List", "String", "The same as one text; empty when there is none.")],
        Outcomes = ["Found", "Nobody"],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context) => context.Ask(new Question(QuestionName, new JsonObject { ["instanceId"] = context.InstanceId }));

    /// <inheritdoc/>
    public override void Answered(ActivityContext context, JsonNode? value)
    {
        var cities = value!.AsArray();
        context.SetOutput("Cities", cities.DeepClone());
        context.SetOutput("List", string.Join(", ", cities.Select(city => city!.GetValue<string>())));
        context.Complete(cities.Count > 0 ? "Found" : "Nobody");
    }
}

internal sealed class FindPartnersAnswerer(HubDbFactory databases) : IQuestionAnswerer
{
    private const int Most = 20;

    public string Name => FindPartners.QuestionName;

    public async Task<JsonNode?> AnswerAsync(string requestId, JsonObject arguments, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var instanceId = arguments["instanceId"]!.GetValue<string>();
        var about = await db.Cases.OfType<CityOpportunity>().AsNoTracking().SingleAsync(c => c.InstanceId == instanceId, cancellation);
        var own = await db.Cities.AsNoTracking().SingleAsync(city => city.Id == about.CityId, cancellation);
        var interested =
            from match in db.Matches
            join city in db.Cities on match.CityId equals city.Id
            where match.HubId == about.HubId && match.OpportunityId == about.OpportunityId && match.CityId != about.CityId
                && (match.Answer == CityAnswer.Interested || match.Answer == CityAnswer.PartnerOnly)
            select new { city.Name, city.Country, city.Population, match.Answer };
        var found = await interested.ToListAsync(cancellation);
        return new JsonArray([
            .. found.OrderBy(city => city.Answer).ThenBy(city => Math.Abs(city.Population - own.Population)).ThenBy(city => city.Name, StringComparer.Ordinal).Take(Most)
                .Select(city => JsonValue.Create($"{city.Name} ({city.Country})")),
        ]);
    }
}
