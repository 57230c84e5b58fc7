using System.Data;
using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Record;

/// <summary>An operator asks whether the records of all cases are as they were written.</summary>
/// <param name="Anchors">What the records were at an earlier time, kept where nobody who can change the database can change it.</param>
public sealed record VerifyRecord(IReadOnlyList<RecordAnchor> Anchors) : IRequest<RecordReport>;

/// <summary>Where a case's record ended at some time.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Rows">How many rows it had.</param>
/// <param name="Hash">The last one's hash, hex.</param>
public sealed record RecordAnchor(Guid CaseId, int Rows, string Hash);

/// <summary>The answer.</summary>
/// <param name="Rows">How many rows were looked at.</param>
/// <param name="Findings">What is wrong; empty when nothing is.</param>
/// <param name="Numbers">The case numbers of what is wrong.</param>
/// <param name="Anchors">Where the records end now.</param>
public sealed record RecordReport(
    int Rows, IReadOnlyList<RecordFinding> Findings, IReadOnlyDictionary<Guid, string> Numbers, IReadOnlyList<RecordAnchor> Anchors);

internal sealed class VerifyRecordHandler(HubDbFactory databases, RecordKey key) : IRequestHandler<VerifyRecord, RecordReport>
{
    public async Task<RecordReport> Handle(VerifyRecord request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(null);
        // One view of the database, whatever is added meanwhile. This level is the one at which SQLite does not lock writers out.
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadUncommitted, cancellationToken);
        var cases = await db.CaseSeals.Select(seal => (Guid?)seal.CaseId)
            .Union(db.Decisions.Select(vote => vote.CaseId)).Union(db.TaskActs.Select(act => act.CaseId)).ToListAsync(cancellationToken);
        var anchors = request.Anchors.ToLookup(anchor => anchor.CaseId);
        var findings = new List<RecordFinding>();
        var ends = new List<RecordAnchor>();
        var count = 0;
        foreach (var caseId in cases.Concat(anchors.Select(one => (Guid?)one.Key)).Distinct().Order())
        {
            var rows = await RowsAsync(db, caseId, cancellationToken);
            count += rows.Count;
            if (caseId is not { } known)
            {
                findings.AddRange(rows.Select(row => new RecordFinding(null, RecordFault.Inserted, row.Name)));
                continue;
            }

            var seal = await db.CaseSeals.AsNoTracking().SingleOrDefaultAsync(s => s.CaseId == known, cancellationToken);
            // An anchor without rows and seal says itself that the case was rewound.
            findings.AddRange(rows.Count == 0 && seal is null ? [] : RecordCheck.Run(key.Read(), known, rows, seal));
            findings.AddRange(anchors[known].Where(anchor => !rows.Any(row => row.Position == anchor.Rows && row.Hash == anchor.Hash))
                .Select(anchor => new RecordFinding(known, RecordFault.Rewound, $"{anchor.Rows}")));
            if (seal is not null)
            {
                ends.Add(new RecordAnchor(known, seal.Rows, seal.Hash));
            }
        }

        var broken = findings.Select(finding => finding.CaseId).OfType<Guid>().Distinct().ToList();
        var numbers = await db.Cases.Where(r => broken.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Number, cancellationToken);
        return new RecordReport(count, findings, numbers, ends);
    }

    /// <summary>All rows that say that they are of a case, by their places.</summary>
    internal static async Task<IReadOnlyList<RecordRow>> RowsAsync(HubDb db, Guid? caseId, CancellationToken cancellation) =>
    [
        .. ((IEnumerable<RecordRow>)await db.Decisions.AsNoTracking().Where(vote => vote.CaseId == caseId).ToListAsync(cancellation))
            .Concat(await db.TaskActs.AsNoTracking().Where(act => act.CaseId == caseId).ToListAsync(cancellation)).OrderBy(row => row.Position),
    ];
}
