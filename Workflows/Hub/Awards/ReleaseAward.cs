using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Awards;

/// <summary>The city's coordinator says whether an award that is over may be read by everybody as open data; it can be taken back.</summary>
/// <param name="Viewer">A coordinator of the city: nobody at the hub can consent for it.</param>
/// <param name="AwardId">The award.</param>
/// <param name="IsPublic">Whether it may.</param>
/// <param name="Summary">What the work was about, as everybody may read it; needed to publish.</param>
public sealed record ReleaseAward(Viewer Viewer, Guid AwardId, bool IsPublic, string? Summary) : IAsViewer<AwardResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => Roles.Coordinator;

    /// <inheritdoc/>
    public static AwardResult NotFound => new AwardNotFound();
}

internal sealed class ReleaseAwardHandler(ChangeAward change) : IRequestHandler<ReleaseAward, AwardResult>
{
    public Task<AwardResult> Handle(ReleaseAward request, CancellationToken cancellationToken) =>
        change.RunAsync(request.Viewer, request.AwardId, (unit, token) => ApplyAsync(unit, request, token), cancellationToken);

    private static async Task<AwardResult> ApplyAsync(AwardUnit unit, ReleaseAward request, CancellationToken cancellation)
    {
        if (request.IsPublic && unit.Award.Stage != Opportunities.Process.CaseStage.AwardClosed)
        {
            return AwardUnit.Refuse("", "Award.Problem.NotOver");
        }

        if (request.IsPublic && (string.IsNullOrWhiteSpace(request.Summary) || request.Summary.Length > AwardRules.MaxText))
        {
            return AwardUnit.Refuse(nameof(request.Summary), "Award.Problem.Text", AwardRules.MaxText);
        }

        if (request.IsPublic)
        {
            unit.Award.Summary = request.Summary!.Trim();
        }

        unit.Award.Release(request.IsPublic, unit.Now);
        var name = await unit.Db.People.Where(person => person.Id == unit.Viewer.PersonId).Select(person => person.Name).SingleAsync(cancellation);
        unit.Tell(request.IsPublic ? "Award.Event.Published" : "Award.Event.Withdrawn", name);
        return new AwardKept(unit.Award.Id);
    }
}
