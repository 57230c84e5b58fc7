using MediatR;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Risks;

/// <summary>Somebody has looked at a risk and found it as it stands.</summary>
/// <param name="Viewer">Who speaks for the city.</param>
/// <param name="RiskId">The risk.</param>
public sealed record ReviewRisk(Viewer Viewer, Guid RiskId) : IAsViewer<RegisterResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CityVoice;

    /// <inheritdoc/>
    public static RegisterResult NotFound => new RegisterNotFound();
}

internal sealed class ReviewRiskHandler(ChangeRegister change) : IRequestHandler<ReviewRisk, RegisterResult>
{
    public Task<RegisterResult> Handle(ReviewRisk request, CancellationToken cancellationToken) => change.RunAsync(
        request.Viewer,
        async (unit, token) =>
        {
            if (await unit.FindAsync(request.RiskId, token) is not { } risk)
            {
                return new RegisterNotFound();
            }

            risk.Looked(unit.Options, unit.Today);
            risk.ChangedAt = unit.Now;
            risk.Version++;
            unit.Tell("Risk.Event.Reviewed", $"{risk.Number}");
            return new RegisterKept(risk.Id);
        },
        cancellationToken);
}
