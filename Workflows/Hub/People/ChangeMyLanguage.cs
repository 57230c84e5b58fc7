using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.People;

/// <summary>Anybody changes the language they read.</summary>
/// <param name="Viewer">Themselves.</param>
/// <param name="Language">One of <see cref="Languages.All"/>.</param>
public sealed record ChangeMyLanguage(Viewer Viewer, string Language) : IAsViewer<Unit>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.Staff;

    /// <inheritdoc/>
    public static Unit NotFound => Unit.Value;
}

internal sealed class ChangeMyLanguageHandler(CommitQueue commits) : IRequestHandler<ChangeMyLanguage, Unit>
{
    public Task<Unit> Handle(ChangeMyLanguage request, CancellationToken cancellationToken) => commits.CommitAsync(
        async (runtime, token) =>
        {
            var person = await runtime.Hub().People.SingleOrDefaultAsync(p => p.Id == request.Viewer.PersonId, token);
            person?.Language = Languages.Known(request.Language);
            return UnitResult.Keep(Unit.Value);
        },
        cancellationToken);
}
