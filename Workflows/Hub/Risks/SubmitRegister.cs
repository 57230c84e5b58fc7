using MediatR;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Risks;

/// <summary>The coordinator sends the draft to the departments: each of them is asked by mail.</summary>
/// <param name="Viewer">Who speaks for the city.</param>
public sealed record SubmitRegister(Viewer Viewer) : IAsViewer<RegisterResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CityVoice;

    /// <inheritdoc/>
    public static RegisterResult NotFound => new RegisterNotFound();
}

internal sealed class SubmitRegisterHandler(ChangeRegister change) : IRequestHandler<SubmitRegister, RegisterResult>
{
    public Task<RegisterResult> Handle(SubmitRegister request, CancellationToken cancellationToken) => change.RunAsync(
        request.Viewer,
        (unit, _) =>
        {
            var register = unit.Register;
            if (register.Phase != RegisterPhase.Draft || register.SubmittedAt is not null)
            {
                return Task.FromResult(RegisterUnit.Refuse("", "Risk.Problem.Submitted"));
            }

            if (register.OpenNumbers.Count == 0)
            {
                return Task.FromResult(RegisterUnit.Refuse("", "Risk.Problem.Empty"));
            }

            register.SubmittedAt = unit.Now;
            unit.Tell("Risk.Event.Submitted", $"{register.OpenNumbers.Count}");
            return Task.FromResult<RegisterResult>(new RegisterKept(register.Id));
        },
        cancellationToken);
}
