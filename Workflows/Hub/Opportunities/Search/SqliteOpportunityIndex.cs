using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Opportunities.Search;

/// <summary>The index as an FTS5 table without content: it keeps words, the opportunities keep the text.</summary>
internal sealed class SqliteOpportunityIndex : IOpportunityIndex
{
    /// <summary>What the migration runs.</summary>
    public const string Create = """
        CREATE VIRTUAL TABLE "OpportunityText" USING fts5(
          Title, Number, Funder, Body, content='', contentless_delete=1, prefix='2 3', tokenize='unicode61 remove_diacritics 0');
        """;

    /// <summary>What takes it back.</summary>
    public const string Drop = """DROP TABLE "OpportunityText";""";

    private const int MaxWords = 20;
    private const int MaxWord = 60;

    public Task PutAsync(HubDb db, Opportunity opportunity, CancellationToken cancellation)
    {
        var facts = opportunity.Facts;
        var body = string.Join('\n', [facts.Description, .. facts.Themes, facts.Instrument, facts.Funding.Details, .. facts.More.Values, .. opportunity.Eligibility?.Themes ?? []]);
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT OR REPLACE INTO "OpportunityText"(rowid, Title, Number, Funder, Body)
            VALUES ({opportunity.Row}, {FoldText.Fold(facts.Title)}, {FoldText.Fold(facts.Number ?? "")}, {FoldText.Fold(facts.Funder ?? "")}, {FoldText.Fold(body)})
            """,
            cancellation);
    }

    public IQueryable<OpportunityHit>? Find(HubDb db, string words)
    {
        // Only letters and digits are left, each word in quotes: nothing that is typed is read as syntax.
        var asked = string.Join(' ', FoldText.Words(words).Take(MaxWords).Select(word => $"\"{(word.Length > MaxWord ? word[..MaxWord] : word)}\"*"));
        return asked.Length == 0
            ? null
            : db.Database.SqlQuery<OpportunityHit>(
                $"""SELECT rowid AS "Row", bm25("OpportunityText", 10.0, 8.0, 3.0, 1.0) AS "Rank" FROM "OpportunityText" WHERE "OpportunityText" MATCH {asked}""");
    }
}
