using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Opportunities.Search;

/// <summary>Somebody keeps a search under a name; the same name again replaces it.</summary>
/// <param name="Viewer">Anybody signed in.</param>
/// <param name="Name">What they call it.</param>
/// <param name="Filter">What it looks for.</param>
/// <param name="Notify">Whether new finds are told in the daily digest.</param>
public sealed record SaveSearch(Viewer Viewer, string? Name, OpportunityFilter Filter, bool Notify)
    : IAsViewer<IReadOnlyList<FieldProblem>>, IValidated<IReadOnlyList<FieldProblem>>
{
    private const int MaxName = 80;
    private const int MaxWords = 300;

    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.Staff;

    /// <inheritdoc/>
    public static IReadOnlyList<FieldProblem> NotFound => [new FieldProblem(nameof(Name), "Problem.Form")];

    /// <inheritdoc/>
    public static IReadOnlyList<FieldProblem> Invalid(IReadOnlyList<FieldProblem> problems) => problems;

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Trim().Length > MaxName)
        {
            yield return new FieldProblem(nameof(Name), "Problem.SearchName", MaxName);
        }

        if (Filter.Words?.Length > MaxWords)
        {
            yield return new FieldProblem(nameof(Filter.Words), "Problem.TooLong", MaxWords);
        }
    }
}

internal sealed class SaveSearchHandler(CommitQueue commits, TimeProvider clock) : IRequestHandler<SaveSearch, IReadOnlyList<FieldProblem>>
{
    private const int MaxSearches = 50;

    // What is there now is not new, whatever the clock's steps.
    private DateTimeOffset AfterNow => clock.GetUtcNow().AddTicks(1);

    public Task<IReadOnlyList<FieldProblem>> Handle(SaveSearch request, CancellationToken cancellationToken) => commits.CommitAsync<IReadOnlyList<FieldProblem>>(
        async (runtime, cancellation) =>
        {
            var db = runtime.Hub();
            var name = request.Name!.Trim();
            var mine = await db.SavedSearches.Where(s => s.PersonId == request.Viewer.PersonId).ToListAsync(cancellation);
            if (mine.Find(s => s.Name == name) is { } known)
            {
                (known.Filter, known.Notify, known.LookedAt) = (request.Filter, request.Notify, AfterNow);
                return UnitResult.Keep<IReadOnlyList<FieldProblem>>([]);
            }

            if (mine.Count >= MaxSearches)
            {
                return UnitResult.Refuse<IReadOnlyList<FieldProblem>>([new FieldProblem(nameof(SaveSearch.Name), "Problem.TooManySearches", MaxSearches)]);
            }

            var now = clock.GetUtcNow();
            db.Add(new SavedSearch
            {
                Id = Guid.CreateVersion7(now),
                HubId = request.Viewer.HubId,
                PersonId = request.Viewer.PersonId,
                Name = name,
                Filter = request.Filter,
                Notify = request.Notify,
                CreatedAt = now,
                LookedAt = AfterNow,
            });
            return UnitResult.Keep<IReadOnlyList<FieldProblem>>([]);
        },
        cancellationToken);
}

/// <summary>Somebody drops a search of theirs.</summary>
/// <param name="Viewer">Whose it is.</param>
/// <param name="Id">Which.</param>
public sealed record DropSearch(Viewer Viewer, Guid Id) : IAsViewer<bool>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.Staff;

    /// <inheritdoc/>
    public static bool NotFound => false;
}

internal sealed class DropSearchHandler(CommitQueue commits) : IRequestHandler<DropSearch, bool>
{
    public Task<bool> Handle(DropSearch request, CancellationToken cancellationToken) => commits.CommitAsync(
        async (runtime, cancellation) =>
        {
            var db = runtime.Hub();
            if (await db.SavedSearches.SingleOrDefaultAsync(s => s.Id == request.Id && s.PersonId == request.Viewer.PersonId, cancellation) is not { } search)
            {
                return UnitResult.Refuse(false);
            }

            db.Remove(search);
            return UnitResult.Keep(true);
        },
        cancellationToken);
}

/// <summary>Somebody sees the searches that they keep, by name.</summary>
/// <param name="Viewer">Anybody signed in.</param>
public sealed record ListSavedSearches(Viewer Viewer) : IAsViewer<IReadOnlyList<SavedSearch>>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.City | RoleSets.Staff;

    /// <inheritdoc/>
    public static IReadOnlyList<SavedSearch> NotFound => [];
}

internal sealed class ListSavedSearchesHandler(HubDbFactory databases) : IRequestHandler<ListSavedSearches, IReadOnlyList<SavedSearch>>
{
    public async Task<IReadOnlyList<SavedSearch>> Handle(ListSavedSearches request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        return await db.SavedSearches.AsNoTracking().Where(s => s.PersonId == request.Viewer.PersonId).OrderBy(s => s.Name).ToListAsync(cancellationToken);
    }
}
