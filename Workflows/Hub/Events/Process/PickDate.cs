using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Events.Process;

/// <summary><c>StrongCities.PickDate</c>: the advisor chooses one of the dates that the poll offered.</summary>
public sealed class PickDate : TaskActivity
{
    private const string DateField = "EventDate";

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.PickDate")
    {
        Category = WaitForEvent.Category,
        DisplayName = "Choose the date",
        Description = "Asks the advisor to choose one of the dates, with a picture of what the poll said, and keeps it.",
        Inputs = [.. FirstInputs, .. WhoInputs(CaseRole.Advisor, MailKind.Task), .. TaskRules.PersonInputs, .. TaskTimes.Inputs],
        Outputs = AnswerOutputs,
        Outcomes = [TaskAnswer.Answered, .. CommonPorts],
    };

    /// <inheritdoc/>
    internal override IReadOnlyList<SilencePolicy> AllowedPolicies { get; } = [SilencePolicy.None, SilencePolicy.Park];

    /// <inheritdoc/>
    internal override TaskQuestion QuestionOf(ActivityContext context) => new(
        TaskKind.Form,
        context.Input<string>("Title") ?? "",
        context.Input<string>("Text") ?? "",
        [new TaskOption(TaskAnswer.Answered)],
        [new TaskField(DateField, TaskFieldKind.EventDate, Required: true)]);

    /// <inheritdoc/>
    protected override void AnswerWith(ActivityContext context, string option, JsonObject input)
    {
        context.Emit(new DatePicked(input[FieldsInput]![DateField]!.GetValue<string>()));
        context.Complete(TaskAnswer.Answered);
    }
}

/// <summary>An event has its date.</summary>
/// <param name="Key">Which, by <see cref="EventDate.Key"/>.</param>
internal sealed record DatePicked(string Key) : HostEffect;

internal sealed class DatePickedHandler : EffectHandler<DatePicked>
{
    protected override async Task ApplyAsync(RuntimeDb db, DatePicked effect, EffectContext context, CancellationToken cancellation)
    {
        var about = await db.Hub().EventOfAsync(context.InstanceId, cancellation);
        var date = about.Dates.Single(one => one.Key == effect.Key);
        (about.StartsAt, about.EndsAt) = (date.StartsAt, date.EndsAt);
    }
}
