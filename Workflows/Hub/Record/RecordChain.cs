using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Record;

/// <summary>
/// Links the rows of each case's record, inside the commit that adds them. All writes go through the one commit queue, so that nothing comes
/// between reading a record's end and adding to it.
/// </summary>
internal sealed class RecordChain(RecordKey key)
{
    /// <summary>Links what a context is about to add.</summary>
    public async Task LinkAsync(HubDb db, CancellationToken cancellation)
    {
        foreach (var row in AddedTo(db))
        {
            var taskId = row switch { TaskDecision vote => vote.TaskId, TaskAct act => act.TaskId, _ => throw new InvalidOperationException($"A {row.GetType().Name} belongs to no task.") };
            var task = await db.Tasks.FindAsync([taskId], cancellation) ?? throw new InvalidOperationException($"There is no task '{taskId}' to add to the record of.");
            Add(row, task.CaseId, await SealAsync(db, task.CaseId, cancellation), key.Read());
        }
    }

    /// <summary>
    /// Links the rows from before there was a record: once, when its key is made. A row that turns up without a hash later was put in by
    /// somebody else.
    /// </summary>
    public async Task BeginAsync(HubDb db, CancellationToken cancellation)
    {
        if (key.Exists)
        {
            return;
        }

        var proposed = key.Propose();
        if (!await db.CaseSeals.AnyAsync(cancellation))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            await LinkEarlierAsync(db, proposed, cancellation);
            await transaction.CommitAsync(cancellation);
        }

        key.Accept();
    }

    private static async Task LinkEarlierAsync(HubDb db, byte[] key, CancellationToken cancellation)
    {
        var seals = new Dictionary<Guid, CaseSeal>();
        var cases = await db.Tasks.Select(task => new { task.Id, task.CaseId }).ToDictionaryAsync(task => task.Id, task => task.CaseId, cancellation);
        var rows = (await db.Decisions.AsNoTracking().ToListAsync(cancellation)).Select(vote => (vote.TaskId, vote.At, Row: (RecordRow)vote))
            .Concat((await db.TaskActs.AsNoTracking().ToListAsync(cancellation)).Select(act => (act.TaskId, act.At, Row: (RecordRow)act)));
        foreach (var (taskId, _, row) in rows.OrderBy(one => one.At).ThenBy(one => one.Row.Id))
        {
            var caseId = cases[taskId];
            var seal = seals.TryGetValue(caseId, out var known) ? known : seals[caseId] = new CaseSeal { CaseId = caseId };
            Add(row, caseId, seal, key);
            await (row is TaskDecision ? Update(db.Decisions, row, cancellation) : Update(db.TaskActs, row, cancellation));
        }

        db.AddRange(seals.Values);
        await db.SaveChangesAsync(cancellation);
    }

    private static Task<int> Update<T>(IQueryable<T> rows, RecordRow linked, CancellationToken cancellation)
        where T : RecordRow =>
        rows.Where(row => row.Id == linked.Id).ExecuteUpdateAsync(
            row => row.SetProperty(r => r.CaseId, linked.CaseId).SetProperty(r => r.Position, linked.Position)
                .SetProperty(r => r.Before, linked.Before).SetProperty(r => r.Hash, linked.Hash),
            cancellation);

    private static void Add(RecordRow row, Guid caseId, CaseSeal seal, byte[] key)
    {
        var position = seal.Rows + 1;
        row.Link(caseId, position, seal.Hash, RecordHash.OfRow(key, row, caseId, position, seal.Hash));
        (seal.Rows, seal.Hash) = (position, row.Hash);
        seal.Mac = RecordHash.OfSeal(key, seal);
    }

    private static async Task<CaseSeal> SealAsync(HubDb db, Guid caseId, CancellationToken cancellation)
    {
        if (await db.CaseSeals.FindAsync([caseId], cancellation) is { } known)
        {
            return known;
        }

        var seal = new CaseSeal { CaseId = caseId };
        db.Add(seal);
        return seal;
    }

    // Every commit of the host asks this, so it must not look for changes that nobody makes to rows which are only added.
    private static List<RecordRow> AddedTo(HubDb db)
    {
        var detects = db.ChangeTracker.AutoDetectChangesEnabled;
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            List<RecordRow> added = [];
            foreach (var entry in db.ChangeTracker.Entries<RecordRow>())
            {
                if (entry.State == EntityState.Deleted)
                {
                    throw new InvalidOperationException($"The {entry.Entity.Name} is part of a case's record, which is kept for ever.");
                }

                if (entry.State == EntityState.Added)
                {
                    added.Add(entry.Entity);
                }
            }

            return added;
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = detects;
        }
    }
}
