using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;

namespace StrongCities.Hub.Assistance;

/// <summary><c>StrongCities.CheckCompleteness</c>: looks for gaps in the request as it is now.</summary>
public sealed class CheckCompleteness : Activity
{
    internal const string QuestionName = "StrongCities.CheckCompleteness";

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new(QuestionName)
    {
        Category = "Case",
        DisplayName = "Check completeness",
        Description = "Looks whether the request tells the wish, the date, who stands behind it and, when somebody else asks, the city's letter.",
        Outputs = [new("Gaps", "String[]", "What is missing, as keys of the hub's words.")],
        Outcomes = ["Complete", "Incomplete"],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context) =>
        context.Ask(new Question(QuestionName, new JsonObject { ["instanceId"] = context.InstanceId }));

    /// <inheritdoc/>
    public override void Answered(ActivityContext context, JsonNode? value)
    {
        var gaps = value as JsonArray ?? [];
        context.SetOutput("Gaps", gaps.DeepClone());
        context.Complete(gaps.Count == 0 ? "Complete" : "Incomplete");
    }
}

internal sealed class CompletenessAnswerer(HubDbFactory databases) : IQuestionAnswerer
{
    public string Name => CheckCompleteness.QuestionName;

    public async Task<JsonNode?> AnswerAsync(string requestId, JsonObject arguments, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var instanceId = arguments["instanceId"]!.GetValue<string>();
        var request = await db.Requests.AsNoTracking().SingleAsync(r => r.InstanceId == instanceId, cancellation);
        var files = await db.Attachments.CountAsync(file => file.CaseId == request.Id, cancellation);
        return new JsonArray([.. Completeness.GapsOf(request.Form, files).Select(gap => JsonValue.Create(gap))]);
    }
}
