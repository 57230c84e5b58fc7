using MediatR;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Applications;

/// <summary>Somebody writes down what the funder decided.</summary>
/// <param name="Viewer">The city's voice, or its hub.</param>
/// <param name="Id">Which application.</param>
/// <param name="Outcome">What.</param>
public sealed record RecordOutcome(Viewer Viewer, Guid Id, ApplicationOutcome Outcome) : IAsViewer<ApplicationResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => ChangeApplication.Allowed;

    /// <inheritdoc/>
    public static ApplicationResult NotFound => ApplicationResult.NotFound;

    /// <summary>What its evaluation says.</summary>
    public Evaluation? Evaluation { get; init; }

    /// <summary>Until when a place on the reserve list counts.</summary>
    public DateTimeOffset? ReserveUntil { get; init; }
}

internal sealed class RecordOutcomeHandler(ChangeApplication change) : IRequestHandler<RecordOutcome, ApplicationResult>
{
    public Task<ApplicationResult> Handle(RecordOutcome request, CancellationToken cancellationToken) => change.RunAsync(
        request.Viewer, request.Id, unit => Task.FromResult(Keep(unit, request)), cancellationToken, evenFrozen: true);

    private static IReadOnlyList<FieldProblem> Keep(ApplicationUnit unit, RecordOutcome request)
    {
        var about = unit.About;
        if (about.Receipt is null || request.Outcome == ApplicationOutcome.Withdrawn)
        {
            return ApplicationUnit.Wrong("Outcome", "NotInYet");
        }

        // Only a place on the reserve list can still become something else.
        if (about.Outcome is not null && about.Outcome != ApplicationOutcome.Reserve)
        {
            return ApplicationUnit.Wrong("Outcome", "Decided");
        }

        if (request.Outcome == ApplicationOutcome.Reserve && !(request.ReserveUntil > unit.Now))
        {
            return ApplicationUnit.Wrong("ReserveUntil", "ReserveUntil");
        }

        if (request.Evaluation?.Points.Any(points => points.Given < 0 || points.Given > points.Most) == true)
        {
            return ApplicationUnit.Wrong("Evaluation", "Points");
        }

        (about.Outcome, about.Evaluation, about.ReserveUntil) = (request.Outcome, request.Evaluation ?? about.Evaluation, request.ReserveUntil ?? about.ReserveUntil);
        unit.Db.Add(about.Line(unit.Now, "Event.Outcome", request.Viewer.PersonId, true, $"Outcome.{request.Outcome}"));
        return ApplicationUnit.Fine;
    }
}
