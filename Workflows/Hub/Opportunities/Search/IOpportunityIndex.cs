using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Opportunities.Search;

/// <summary>
/// The full-text index of the catalogue: the one thing about searching that differs from database to database. On PostgreSQL it is a <c>tsvector</c> column
/// with a GIN index over the same folded text.
/// </summary>
public interface IOpportunityIndex
{
    /// <summary>Writes an opportunity's text, new or changed, with the transaction of the unit of work.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="opportunity">Stored, or about to be.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>When it is written.</returns>
    Task PutAsync(HubDb db, Opportunity opportunity, CancellationToken cancellation);

    /// <summary>Finds what has all the words.</summary>
    /// <param name="db">Where.</param>
    /// <param name="words">As typed; never an error, whatever it is.</param>
    /// <returns>A query to join with; <see langword="null"/> when nothing typed is a word.</returns>
    IQueryable<OpportunityHit>? Find(HubDb db, string words);
}

/// <summary>An opportunity that has the words.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Rank">The lower the better.</param>
public sealed record OpportunityHit(long Row, double Rank);
