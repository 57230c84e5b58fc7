using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Opportunities;

/// <summary>An advisor enters an opportunity by hand. If it is in the catalogue already, this is one more record of it.</summary>
/// <param name="Viewer">An advisor or hub lead.</param>
/// <param name="Key">Made when the empty form was shown; sent again it changes what was entered.</param>
/// <param name="Facts">What is known.</param>
public sealed record EnterOpportunity(Viewer Viewer, string Key, OpportunityFacts Facts) : IAsViewer<EnterResult>, IValidated<EnterResult>
{
    private const int MaxKey = 300;
    private const int MaxTitle = 1000;

    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static EnterResult NotFound => new EnterNotFound();

    /// <inheritdoc/>
    public static EnterResult Invalid(IReadOnlyList<FieldProblem> problems) => new EnterInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now)
    {
        if (Key.Length is 0 or > MaxKey)
        {
            yield return new FieldProblem(nameof(Key), "Problem.Form");
        }

        if (string.IsNullOrWhiteSpace(Facts.Title) || Facts.Title.Length > MaxTitle)
        {
            yield return new FieldProblem(nameof(Facts.Title), "Problem.OpportunityTitle", MaxTitle);
        }

        if (Facts.Source is { } source && (!source.IsAbsoluteUri || source.Scheme is not ("http" or "https")))
        {
            yield return new FieldProblem(nameof(Facts.Source), "Problem.Address");
        }
    }
}

/// <summary>How entering ended.</summary>
public abstract record EnterResult;

/// <summary>It is in.</summary>
/// <param name="Id">The opportunity.</param>
/// <param name="Outcome">What became of the record.</param>
public sealed record Entered(Guid Id, TakeOutcome Outcome) : EnterResult;

/// <summary>Something is wrong with it; nothing was stored.</summary>
/// <param name="Problems">Field by field.</param>
public sealed record EnterInvalid(IReadOnlyList<FieldProblem> Problems) : EnterResult;

/// <summary>The viewer may not.</summary>
public sealed record EnterNotFound : EnterResult;

internal sealed class EnterOpportunityHandler(CommitQueue commits, TakeFound take) : IRequestHandler<EnterOpportunity, EnterResult>
{
    public Task<EnterResult> Handle(EnterOpportunity request, CancellationToken cancellationToken) => commits.CommitAsync(
        async (runtime, cancellation) =>
        {
            var db = runtime.Hub();
            var hub = request.Viewer.HubId;
            var outcome = await take.TakeAsync(db, hub, OpportunityRecord.ByHand, new FoundOpportunity(request.Key, request.Facts), cancellation);
            var record = await db.OpportunityRecords.SingleAsync(r => r.HubId == hub && r.SourceKey == OpportunityRecord.ByHand && r.Key == request.Key, cancellation);
            return UnitResult.Keep<EnterResult>(new Entered(record.OpportunityId, outcome));
        },
        cancellationToken);
}
