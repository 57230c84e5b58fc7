using System.Text.Json.Nodes;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Matching;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;
using StrongCities.Runtime.Triggers;

namespace StrongCities.Hub.Opportunities.Process;

/// <summary>Takes the steps of opportunities out of the outbox, in their order.</summary>
/// <param name="databases">Where cases are.</param>
/// <param name="open">Opens them.</param>
/// <param name="services">Gives the mediator and what sends, which in turn wake the outbox.</param>
/// <param name="clock">The present.</param>
internal sealed class TakeSteps(HubDbFactory databases, OpenOpportunityCase open, IServiceProvider services, TimeProvider clock) : IOutboxSender
{
    private const int MaxTitle = 200;
    private const int MaxWords = 4_000;

    public string Kind => OpportunityStep.OutboxKind;

    public int Parallelism => 1;

    public async Task<SendOutcome> SendAsync(OutboxRow item, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        switch (OpportunityStep.Read(item.Body))
        {
            case OpportunityTouched touched:
                await TouchAsync(db, touched, cancellation);
                break;
            case CityToAlert alert:
                await open.OfCityAsync(db, alert, cancellation);
                break;
            case ApplicationWanted wanted:
                await open.ApplicationAsync(db, wanted.InterestCaseId, cancellation);
                break;
            case HelpWanted help:
                return await AskForHelpAsync(db, help, cancellation);
            case RefusalToLearn refusal:
                await LearnAsync(db, refusal, cancellation);
                break;
            case TaskToWithdraw withdraw:
                await WithdrawAsync(db, withdraw, cancellation);
                break;
            case TaskToMove move:
                await MoveAsync(db, move, cancellation);
                break;
            case ApplicationTouched touched:
                await LookAgainAsync(touched.InstanceId, cancellation);
                break;
            case ApplicationAgain again:
                await open.ApplicationAgainAsync(db, again.CaseId, cancellation);
                break;
        }

        return new Sent();
    }

    // The first time there is a case to open; from then on there are processes to look again.
    private async Task TouchAsync(HubDb db, OpportunityTouched touched, CancellationToken cancellation)
    {
        var opportunity = await db.Opportunities.AsNoTracking().SingleAsync(o => o.Id == touched.OpportunityId, cancellation);
        var running =
            from about in db.Cases.OfType<CaseOfOpportunity>()
            join instance in db.Instances on about.InstanceId equals instance.Id
            where about.HubId == touched.HubId && about.OpportunityId == touched.OpportunityId
            select new { about.InstanceId, IsRunning = instance.Status == WorkflowStatus.Running };
        var instances = await running.ToListAsync(cancellation);
        if (instances.Count == 0 && opportunity.State is ScreeningState.New or ScreeningState.Screened && opportunity.StandingAt(clock.GetUtcNow()) != OpportunityStatus.Closed)
        {
            await open.OfHubAsync(db, opportunity, cancellation);
            return;
        }

        foreach (var instance in instances.Where(instance => instance.IsRunning))
        {
            await LookAgainAsync(instance.InstanceId, cancellation);
        }
    }

    private Task<StimulusDelivered> LookAgainAsync(string instanceId, CancellationToken cancellation) =>
        services.GetRequiredService<SendStimulus>().RunAsync(new StimulusRequest(WaitForOpportunity.StimulusName, null, []) { InstanceId = instanceId }, cancellation);

    private async Task<SendOutcome> AskForHelpAsync(HubDb db, HelpWanted help, CancellationToken cancellation)
    {
        var about = await db.Cases.OfType<CityOpportunity>().AsNoTracking().SingleAsync(c => c.Id == help.InterestCaseId, cancellation);
        var asker = await db.People.AsNoTracking().SingleAsync(p => p.Id == help.AskerId, cancellation);
        var form = new RequestForm
        {
            Title = Cut(about.Title, MaxTitle),
            Lane = Lane.ShortAdvice,
            Problem = Cut(help.Words ?? about.Title, MaxWords),
            Wish = help.Words is null ? null : Cut(help.Words, MaxWords),
            WishedBy = about.Brief.ClosesAt is { } closes && closes > clock.GetUtcNow() ? DateOnly.FromDateTime(closes.UtcDateTime) : null,
        };
        var submit = new SubmitRequest(Viewer.Of(asker), $"opportunity-{about.Id:N}", form, []);
        return await services.GetRequiredService<IMediator>().Send(submit, cancellation) switch
        {
            Submitted or AlreadySubmitted => new Sent(),
            SubmitInvalid invalid => new SendNever($"The support request was not taken: {string.Join(", ", invalid.Problems.Select(problem => problem.Key))}."),
            _ => new SendNever("Whoever wanted help may not submit support requests any more."),
        };
    }

    // "Too large" is about the least that one gets; the other kinds without a value are about the city itself.
    private async Task LearnAsync(HubDb db, RefusalToLearn refusal, CancellationToken cancellation)
    {
        var about = await db.Cases.OfType<CityOpportunity>().AsNoTracking().SingleAsync(c => c.Id == refusal.InterestCaseId, cancellation);
        var opportunity = await db.Opportunities.AsNoTracking().SingleAsync(o => o.Id == about.OpportunityId, cancellation);
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == refusal.PersonId, cancellation);
        IReadOnlyList<string?> values = refusal.Kind switch
        {
            RefusalKind.Theme => [.. opportunity.Eligibility?.Themes ?? []],
            RefusalKind.Funder => opportunity.Facts.Funder is { } funder ? [funder] : [],
            _ => [null],
        };
        var from = refusal.Kind == RefusalKind.Size ? opportunity.Facts.Funding.Min ?? opportunity.Facts.Funding.Max : null;
        if (refusal.Kind == RefusalKind.Size && from is null)
        {
            return;
        }

        foreach (var value in values)
        {
            var words = refusal.Words is null ? null : Cut(refusal.Words, ProfileRules.MaxReason);
            await services.GetRequiredService<IMediator>().Send(
                new TeachProfile(Viewer.Of(person), about.CityId!.Value, refusal.Kind, value, from, words, opportunity.Id), cancellation);
        }
    }

    // As when the desk extends it; the process's own question has told its people already.
    private async Task MoveAsync(HubDb db, TaskToMove move, CancellationToken cancellation)
    {
        if (await db.Tasks.AsNoTracking().SingleOrDefaultAsync(t => t.Id == move.TaskId && t.State == TaskState.Open, cancellation) is { } task)
        {
            var input = new JsonObject { [TaskActivity.DeskInput] = nameof(TaskActKind.Extended), [TaskActivity.DaysInput] = move.WorkingDays };
            await services.GetRequiredService<ResumeInstance>().RunAsync(new ResumeRequest(task.InstanceId, task.BookmarkId, input), cancellation);
        }
    }

    private async Task WithdrawAsync(HubDb db, TaskToWithdraw withdraw, CancellationToken cancellation)
    {
        if (await db.Tasks.AsNoTracking().SingleOrDefaultAsync(t => t.Id == withdraw.TaskId && t.State == TaskState.Open, cancellation) is { } task)
        {
            var input = new JsonObject { [TaskActivity.DeskInput] = nameof(TaskActKind.Withdrawn) };
            await services.GetRequiredService<ResumeInstance>().RunAsync(new ResumeRequest(task.InstanceId, task.BookmarkId, input), cancellation);
        }
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}
