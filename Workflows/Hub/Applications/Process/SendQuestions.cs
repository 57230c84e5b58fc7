using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Applications.Process;

/// <summary><c>StrongCities.SendQuestions</c>: says that the city's list of questions is with the funder.</summary>
public sealed class SendQuestions : Activity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.SendQuestions")
    {
        Category = ApplicationActivities.Category,
        DisplayName = "The questions are sent",
        Description = "Says that the city's questions went to the funder as one list. From then on the list takes no more, and the step of the plan is done.",
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        context.Emit(new QuestionsSent());
        context.Complete();
    }
}

/// <summary>The city's list is with the funder.</summary>
internal sealed record QuestionsSent : HostEffect;

internal sealed class QuestionsSentHandler : EffectHandler<QuestionsSent>
{
    protected override async Task ApplyAsync(RuntimeDb db, QuestionsSent effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.ApplicationOfAsync(context, cancellation);
        var list = await hub.Clarifications.Where(asked => asked.CaseId == about.Id && !asked.ByFunder && asked.SentAt == null).ToListAsync(cancellation);
        list.ForEach(asked => asked.SentAt = context.Now);
        hub.Add(about.Line(context.Now, "Event.QuestionsSent", null, true, list.Count.ToString(CultureInfo.InvariantCulture)));
        await hub.DoneAsync(about, context.Now, cancellation, MilestoneKind.QuestionsClose);
    }
}
