using MediatR;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Risks;

/// <summary>A risk is no more: it leaves the grid, and its history stays.</summary>
/// <param name="Viewer">Who speaks for the city.</param>
/// <param name="RiskId">The risk.</param>
public sealed record ArchiveRisk(Viewer Viewer, Guid RiskId) : IAsViewer<RegisterResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CityVoice;

    /// <inheritdoc/>
    public static RegisterResult NotFound => new RegisterNotFound();
}

internal sealed class ArchiveRiskHandler(ChangeRegister change) : IRequestHandler<ArchiveRisk, RegisterResult>
{
    public Task<RegisterResult> Handle(ArchiveRisk request, CancellationToken cancellationToken) => change.RunAsync(
        request.Viewer,
        async (unit, token) =>
        {
            if (await unit.FindAsync(request.RiskId, token) is not { } risk)
            {
                return new RegisterNotFound();
            }

            risk.ArchivedAt = unit.Now;
            risk.Version++;
            unit.Register.OpenNumbers = [.. unit.Register.OpenNumbers.Where(number => number != risk.Number)];
            unit.Tell("Risk.Event.Archived", $"{risk.Number}");
            return new RegisterKept(risk.Id);
        },
        cancellationToken);
}
