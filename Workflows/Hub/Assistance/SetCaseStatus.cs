using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Assistance.Board;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Risks;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Assistance;

/// <summary><c>StrongCities.SetCaseStatus</c>: moves the case on, for everybody to see.</summary>
public sealed class SetCaseStatus : Activity
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        [nameof(CaseStatus.Received)] = "Received",
        [nameof(CaseStatus.Completeness)] = "Being checked for gaps",
        [nameof(CaseStatus.Returned)] = "Back with the city",
        [nameof(CaseStatus.Triage)] = "An advisor judges it",
        [nameof(CaseStatus.Consultation)] = "Others may object",
        [nameof(CaseStatus.Scoping)] = "City and hub agree on the help",
        [nameof(CaseStatus.Approval)] = "Waiting for approval",
        [nameof(CaseStatus.Matching)] = "Finding who helps",
        [nameof(CaseStatus.Scheduled)] = "Days and place are being set",
        [nameof(CaseStatus.Report)] = "The report is written and read",
        [nameof(CaseStatus.Delivery)] = "Help is under way",
        [nameof(CaseStatus.Feedback)] = "The city is asked how it went",
        [nameof(CaseStatus.Closed)] = "Closed",
        [nameof(CaseStatus.Declined)] = "Declined, with a reason",
        [nameof(CaseStatus.Redirected)] = "Sent on to another programme",
        [nameof(CaseStatus.Unanswered)] = "Closed because nobody answered",
    };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.SetCaseStatus")
    {
        Category = "Case",
        DisplayName = "Set case status",
        Description = "Says where the case is. City and hub see it on their pages at once.",
        Inputs = [new("Status", "String") { Description = "Where the case is now.", UIHint = "dropdown", Options = Enum.GetNames<CaseStatus>(), OptionTexts = Texts, IsRequired = true }],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        if (!Enum.TryParse<CaseStatus>(context.Input<string>("Status"), out var status))
        {
            context.Fault($"The input 'Status' must be one of: {string.Join(", ", Enum.GetNames<CaseStatus>())}.");
            return;
        }

        context.Emit(new CaseStatusSet(status));
        context.Complete();
    }
}

/// <summary>The case is somewhere else now.</summary>
/// <param name="Status">Where.</param>
internal sealed record CaseStatusSet(CaseStatus Status) : HostEffect;

internal sealed class CaseStatusSetHandler : EffectHandler<CaseStatusSet>
{
    protected override async Task ApplyAsync(RuntimeDb db, CaseStatusSet effect, EffectContext context, CancellationToken cancellation)
    {
        var request = await db.Hub().Requests.SingleAsync(r => r.InstanceId == context.InstanceId, cancellation);
        if (request.Status == effect.Status)
        {
            return;
        }

        request.Status = effect.Status;
        request.StatusSince = context.Now;
        request.ClosedAt = CasePath.IsEnd(effect.Status) ? context.Now : null;
        db.Add(request.Line(context.Now, "Event.Status", null, true, $"Status.{effect.Status}"));
        if (effect.Status == CaseStatus.Triage)
        {
            await TellBoard.GatherAsync(db.Hub(), request.HubId, context.Now, cancellation);
        }
        else if (effect.Status == CaseStatus.Closed)
        {
            await LinkedRisk.LookAgainAsync(db.Hub(), request, context.Now, cancellation);
        }
    }
}
