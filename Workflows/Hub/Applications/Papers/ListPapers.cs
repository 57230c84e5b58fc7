using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Applications.Papers;

/// <summary>Reads checklists with their versions.</summary>
internal static class ListPapers
{
    /// <summary>The papers of one case.</summary>
    /// <param name="db">Decides what is seen.</param>
    /// <param name="caseId">The application or award.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>In the order of the list, each with its versions.</returns>
    public static async Task<IReadOnlyList<PaperLine>> OfAsync(HubDb db, Guid caseId, CancellationToken cancellation)
    {
        var papers = await db.Papers.AsNoTracking().Where(paper => paper.CaseId == caseId).OrderBy(paper => paper.Position).ThenBy(paper => paper.Id).ToListAsync(cancellation);
        var partners = await db.Partners.Where(partner => partner.CaseId == caseId).ToDictionaryAsync(partner => partner.Id, partner => partner.Name, cancellation);
        var copies = (await CopiesAsync(db, papers.ConvertAll(paper => paper.Id), cancellation)).ToLookup(copy => copy.Version.PaperId);
        return [.. papers.Select(paper => new PaperLine(paper, paper.PartnerId is { } from ? partners.GetValueOrDefault(from) : null, [.. copies[paper.Id]]))];
    }

    /// <summary>The versions of some papers, newest first.</summary>
    public static async Task<IReadOnlyList<PaperCopy>> CopiesAsync(HubDb db, IReadOnlyList<Guid> paperIds, CancellationToken cancellation)
    {
        var rows = await db.PaperVersions.AsNoTracking().Where(version => paperIds.Contains(version.PaperId)).OrderByDescending(version => version.Number)
            .Join(db.Attachments.AsNoTracking(), version => version.AttachmentId, file => file.Id, (version, file) => new { version, file }).ToListAsync(cancellation);
        var people = rows.Select(row => row.version.AddedById).Distinct().ToList();
        // Whoever sent one is named, also when they have left for another city.
        var names = await db.People.IgnoreQueryFilters().Where(person => people.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, cancellation);
        return [.. rows.Select(row => new PaperCopy(row.version, row.file, names.GetValueOrDefault(row.version.AddedById, ""))).OrderByDescending(copy => copy.Version.Number)];
    }
}
