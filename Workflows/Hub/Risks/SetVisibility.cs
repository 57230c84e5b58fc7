using MediatR;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Risks;

/// <summary>A city says who may read one of its risks. What was read before can't be taken back; what is asked for from now on is refused.</summary>
/// <param name="Viewer">Who speaks for the city.</param>
/// <param name="RiskId">The risk.</param>
/// <param name="Visibility">Who.</param>
public sealed record SetVisibility(Viewer Viewer, Guid RiskId, RiskVisibility Visibility) : IAsViewer<RegisterResult>, IValidated<RegisterResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CityVoice;

    /// <inheritdoc/>
    public static RegisterResult NotFound => new RegisterNotFound();

    /// <inheritdoc/>
    public static RegisterResult Invalid(IReadOnlyList<FieldProblem> problems) => new RegisterInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now) =>
        Enum.IsDefined(Visibility) ? [] : [new FieldProblem(nameof(Visibility), "Problem.Choice")];
}

internal sealed class SetVisibilityHandler(ChangeRegister change) : IRequestHandler<SetVisibility, RegisterResult>
{
    public Task<RegisterResult> Handle(SetVisibility request, CancellationToken cancellationToken) => change.RunAsync(
        request.Viewer,
        async (unit, token) =>
        {
            if (await unit.FindAsync(request.RiskId, token) is not { } risk)
            {
                return new RegisterNotFound();
            }

            risk.Visibility = request.Visibility;
            risk.Version++;
            unit.Tell($"Risk.Event.Shown{request.Visibility}", $"{risk.Number}");
            return new RegisterKept(risk.Id);
        },
        cancellationToken);
}
