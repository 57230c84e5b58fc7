using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Events;

/// <summary>An advisor writes down what somebody promised, from the minutes. When it is due, that person is asked.</summary>
/// <param name="Viewer">At the hub.</param>
/// <param name="Id">The event.</param>
/// <param name="PersonId">Who promised: of an invited city, or of the hub.</param>
/// <param name="What">What, at most 500 characters.</param>
/// <param name="DueOn">Until when.</param>
public sealed record AddCommitment(Viewer Viewer, Guid Id, Guid PersonId, string What, DateOnly? DueOn) : IAsViewer<EventResult>, IValidated<EventResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static EventResult NotFound => new EventNotFound();

    /// <inheritdoc/>
    public static EventResult Invalid(IReadOnlyList<FieldProblem> problems) => new EventInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(What))
        {
            yield return new FieldProblem(nameof(What), "Problem.Required");
        }
        else if (What.Length > EventRules.MaxPromise)
        {
            yield return new FieldProblem(nameof(What), "Problem.TooLong", EventRules.MaxPromise);
        }

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (DueOn is null)
        {
            yield return new FieldProblem(nameof(DueOn), "Problem.Required");
        }
        else if (DueOn < today)
        {
            yield return new FieldProblem(nameof(DueOn), "Problem.PastDate");
        }
        else if (DueOn > today.AddYears(EventRules.MaxYears))
        {
            yield return new FieldProblem(nameof(DueOn), "Problem.FarDate", EventRules.MaxYears);
        }
    }
}

internal sealed class AddCommitmentHandler(ChangeEvent change) : IRequestHandler<AddCommitment, EventResult>
{
    /// <summary>A promise.</summary>
    public static Commitment Of(HubEvent about, Person person, string what, DateOnly dueOn, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), CaseId = about.Id, HubId = about.HubId, CityId = person.CityId, PersonId = person.Id, PersonName = person.Name, What = what, DueOn = dueOn, AddedAt = now,
    };

    public Task<EventResult> Handle(AddCommitment request, CancellationToken cancellationToken) => change.RunAsync(
        request.Viewer,
        request.Id,
        async (unit, token) =>
        {
            var person = await unit.Db.People.SingleOrDefaultAsync(one => one.Id == request.PersonId && one.HubId == unit.About.HubId && one.IsActive, token);
            if (person is null
                || (person.CityId is { } city && !await unit.Db.EventInvitations.AnyAsync(one => one.CaseId == unit.About.Id && one.CityId == city, token)))
            {
                return EventUnit.Refuse("PersonId", "Problem.Choice");
            }

            if (await unit.Db.Commitments.CountAsync(one => one.CaseId == unit.About.Id, token) >= unit.Options.MostCommitments)
            {
                return EventUnit.Refuse("What", "Problem.TooMany", unit.Options.MostCommitments);
            }

            unit.Db.Add(Of(unit.About, person, request.What.Trim(), request.DueOn!.Value, unit.Now));
            unit.Tell("HubEvent.Line.Promised", person.Name);
            return unit.Kept;
        },
        [EventPhase.Attendance, EventPhase.Feedback, EventPhase.FollowUp],
        cancellationToken);
}
