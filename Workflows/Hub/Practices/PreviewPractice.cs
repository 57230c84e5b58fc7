using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Practices;

/// <summary>Shows whoever decides what exactly others would read.</summary>
/// <param name="Viewer">Of its city or hub.</param>
/// <param name="PracticeId">The good practice.</param>
public sealed record PreviewPractice(Viewer Viewer, Guid PracticeId) : IAsViewer<PracticePreview?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static PracticePreview? NotFound => null;
}

/// <summary>What would be read.</summary>
/// <param name="Most">With all that is released, or could be.</param>
/// <param name="WithoutNames">The same with roles in place of names; <see langword="null"/> where nobody is named, or names are not released anyway.</param>
/// <param name="Names">Whom it names.</param>
public sealed record PracticePreview(PublicPractice Most, PublicPractice? WithoutNames, IReadOnlyList<NamedPerson> Names);

internal sealed class PreviewPracticeHandler(HubDbFactory databases) : IRequestHandler<PreviewPractice, PracticePreview?>
{
    public async Task<PracticePreview?> Handle(PreviewPractice request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        if (await db.Cases.OfType<GoodPractice>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == request.PracticeId, cancellationToken) is not { } practice)
        {
            return null;
        }

        var city = await db.Cities.AsNoTracking().SingleAsync(one => one.Id == practice.CityId, cancellationToken);
        var hub = await db.Hubs.AsNoTracking().SingleAsync(cancellationToken);
        var most = practice.Release ?? new PracticeRelease(true, true, true, default, "");
        List<NamedPerson> names = most.Names ? [.. practice.Text.People] : [];
        return new PracticePreview(
            PublicPractice.Of(practice, city, hub, most)!, names.Count == 0 ? null : PublicPractice.Of(practice, city, hub, most with { Names = false }), names);
    }
}
