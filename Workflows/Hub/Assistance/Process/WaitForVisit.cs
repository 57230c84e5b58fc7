using System.Globalization;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Experts.Process;

namespace StrongCities.Hub.Assistance.Process;

/// <summary><c>StrongCities.WaitForVisit</c>: waits until the planned visit is over.</summary>
public sealed class WaitForVisit : Activity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.WaitForVisit")
    {
        Category = "Case",
        DisplayName = "Wait for the visit",
        Description = "Waits until the last day of the visit has ended; goes on at once where none is planned.",
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context) =>
        context.Ask(new Question(LookAtHelp.QuestionName, new JsonObject { ["instanceId"] = context.InstanceId }));

    /// <inheritdoc/>
    public override void Answered(ActivityContext context, JsonNode? value)
    {
        if (DateTimeOffset.TryParse(value?["EndsAt"]?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var end) && end > context.Now)
        {
            context.AddBookmark(new BookmarkRequest(null, new JsonObject { ["ResumeAt"] = end.ToString("O") }) { DueAt = end, OnlyThisExecution = true });
        }
        else
        {
            context.Complete();
        }
    }
}
