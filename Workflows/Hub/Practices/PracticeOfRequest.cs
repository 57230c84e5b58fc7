using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Practices;

/// <summary>Whether a request has a good practice, or could have one.</summary>
/// <param name="Viewer">Staff who see the request.</param>
/// <param name="RequestId">The request.</param>
public sealed record PracticeOfRequest(Viewer Viewer, Guid RequestId) : IAsViewer<PracticeOffer?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static PracticeOffer? NotFound => null;
}

/// <summary>What there is to do about a request's good practice. <see langword="null"/> in its place means: nothing.</summary>
/// <param name="PracticeId">The one that was begun; <see langword="null"/> where one can begin.</param>
public sealed record PracticeOffer(Guid? PracticeId);

internal sealed class PracticeOfRequestHandler(HubDbFactory databases) : IRequestHandler<PracticeOfRequest, PracticeOffer?>
{
    public async Task<PracticeOffer?> Handle(PracticeOfRequest request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var begun = await db.Cases.OfType<GoodPractice>().Where(one => one.RequestId == request.RequestId).Select(one => (Guid?)one.Id).SingleOrDefaultAsync(cancellationToken);
        return begun is not null || await PracticeRules.Helped(db).AnyAsync(one => one.Id == request.RequestId, cancellationToken) ? new PracticeOffer(begun) : null;
    }
}
