using MediatR;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Practices;

/// <summary>An advisor writes on a draft. It may be incomplete; what is missing keeps it from being sent, not from being kept.</summary>
/// <param name="Viewer">Staff who see the case.</param>
/// <param name="PracticeId">The good practice.</param>
/// <param name="BasedOn">The version that was read.</param>
/// <param name="Text">What it says now.</param>
public sealed record SavePractice(Viewer Viewer, Guid PracticeId, int BasedOn, PracticeText Text) : IAsViewer<PracticeResult>, IValidated<PracticeResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static PracticeResult NotFound => new PracticeNotFound();

    /// <inheritdoc/>
    public static PracticeResult Invalid(IReadOnlyList<FieldProblem> problems) => new PracticeInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now) => PracticeRules.Problems(Text.Trimmed());
}

internal sealed class SavePracticeHandler(ChangePractice change) : IRequestHandler<SavePractice, PracticeResult>
{
    public Task<PracticeResult> Handle(SavePractice request, CancellationToken cancellationToken) =>
        change.RunAsync(request.Viewer, request.PracticeId, (unit, _) => Task.FromResult(Apply(unit, request)), cancellationToken);

    private static PracticeResult Apply(PracticeUnit unit, SavePractice request)
    {
        if (unit.IsLocked)
        {
            return PracticeUnit.Refuse("", "Practice.Problem.Locked");
        }

        if (request.BasedOn != unit.Practice.TextVersion)
        {
            return PracticeUnit.Refuse("", "Practice.Problem.Changed");
        }

        unit.Practice.Text = request.Text.Trimmed();
        unit.Practice.TextVersion++;
        // Its mails and lists need a name.
        unit.Practice.Title = unit.Practice.Text.Title.Length > 0 ? unit.Practice.Text.Title : unit.Practice.Title;
        return new PracticeKept(unit.Practice.Id);
    }
}
