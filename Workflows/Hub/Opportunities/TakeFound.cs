using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Opportunities.Search;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Opportunities;

/// <summary>
/// Takes what a source found into the catalogue, inside a unit of work: new, changed field by field, the same, or one more record of what is there. What only
/// looks like something there becomes an opportunity of its own, and an advisor is told of the likeness.
/// </summary>
/// <param name="index">The text index.</param>
/// <param name="mediator">Tells the process and the matching.</param>
/// <param name="clock">What time it is.</param>
public sealed class TakeFound(IOpportunityIndex index, IMediator mediator, TimeProvider clock) : ITakeFound
{
    private const int MaxCandidates = 50;
    private const int MaxLikenesses = 5;

    /// <summary>Takes one record.</summary>
    /// <param name="db">The unit's context; what is taken is saved before this answers.</param>
    /// <param name="hubId">Whose catalogue.</param>
    /// <param name="sourceKey">Which source.</param>
    /// <param name="found">What it says.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>What became of it.</returns>
    public async Task<TakeOutcome> TakeAsync(HubDb db, Guid hubId, string sourceKey, FoundOpportunity found, CancellationToken cancellation)
    {
        var fingerprint = FactsJson.FingerprintOf(found.Facts);
        var record = await db.OpportunityRecords.SingleOrDefaultAsync(r => r.HubId == hubId && r.SourceKey == sourceKey && r.Key == found.Key, cancellation);
        return record switch
        {
            null => await TakeNewAsync(db, hubId, sourceKey, found, fingerprint, cancellation),
            { GoneAt: null } when record.Fingerprint == fingerprint => TakeOutcome.Same,
            _ => await TakeAgainAsync(db, record, found, fingerprint, cancellation),
        };
    }

    /// <inheritdoc/>
    public async Task<int> MarkVanishedAsync(HubDb db, Guid hubId, string sourceKey, IReadOnlySet<string> seen, int most, CancellationToken cancellation)
    {
        var here = await db.OpportunityRecords.Where(r => r.HubId == hubId && r.SourceKey == sourceKey && r.GoneAt == null)
            .Select(r => new { r.Id, r.Key }).ToListAsync(cancellation);
        var vanished = here.Where(record => !seen.Contains(record.Key)).Select(record => record.Id).Take(most).ToList();
        foreach (var id in vanished)
        {
            await VanishAsync(db, await db.OpportunityRecords.SingleAsync(r => r.Id == id, cancellation), cancellation);
        }

        return vanished.Count;
    }

    private async Task VanishAsync(HubDb db, OpportunityRecord record, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        record.GoneAt = now;
        var opportunity = await db.Opportunities.SingleAsync(o => o.Id == record.OpportunityId, cancellation);
        var others = await db.OpportunityRecords.Where(r => r.OpportunityId == opportunity.Id && r.GoneAt == null && r.Id != record.Id)
            .OrderBy(r => r.FirstSeenAt).ToListAsync(cancellation);
        if (others.Count == 0)
        {
            FactChange gone = new(OpportunityChange.Listed, FactsJson.Write(true), FactsJson.Write(false));
            opportunity.GoneAt = now;
            await KeepAsync(db, opportunity, record.SourceKey, OpportunityHappening.Vanished, [gone], cancellation);
            return;
        }

        // The next one speaks from now on.
        if (record.Leads && others.Find(other => other.Facts is not null) is { } next)
        {
            (record.Leads, record.Facts) = (false, opportunity.Facts);
            await LeadAsync(db, opportunity, next, next.Facts!, cancellation);
        }

        await db.SaveChangesAsync(cancellation);
    }

    private async Task<TakeOutcome> TakeAgainAsync(HubDb db, OpportunityRecord record, FoundOpportunity found, string fingerprint, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var opportunity = await db.Opportunities.SingleAsync(o => o.Id == record.OpportunityId, cancellation);
        var back = record.GoneAt is not null;
        (record.GoneAt, record.ModifiedAt) = (null, found.ModifiedAt);
        if (record.Fingerprint != fingerprint)
        {
            (record.Fingerprint, record.ChangedAt) = (fingerprint, now);
        }

        var leads = record.Leads || opportunity.GoneAt is not null;
        if (!leads)
        {
            record.Facts = found.Facts;
            await db.SaveChangesAsync(cancellation);
            return TakeOutcome.Duplicate;
        }

        if (!record.Leads && await db.OpportunityRecords.SingleOrDefaultAsync(r => r.OpportunityId == opportunity.Id && r.Leads, cancellation) is { } leader)
        {
            (leader.Leads, leader.Facts) = (false, opportunity.Facts);
        }

        await LeadAsync(db, opportunity, record, found.Facts, cancellation, back && opportunity.GoneAt is not null);
        return TakeOutcome.Changed;
    }

    // The record's facts become the opportunity's, with a line of history for each field that changes by it.
    private Task LeadAsync(
        HubDb db, Opportunity opportunity, OpportunityRecord record, OpportunityFacts facts, CancellationToken cancellation, bool isBack = false)
    {
        List<FactChange> changes = [.. FactChanges.Between(opportunity.Facts, facts)];
        (record.Leads, record.Facts) = (true, null);
        if (isBack)
        {
            changes.Insert(0, new(OpportunityChange.Listed, FactsJson.Write(false), FactsJson.Write(true)));
            opportunity.GoneAt = null;
        }

        opportunity.Say(facts);
        return KeepAsync(db, opportunity, record.SourceKey, OpportunityHappening.Changed, changes, cancellation);
    }

    private async Task<TakeOutcome> TakeNewAsync(
        HubDb db, Guid hubId, string sourceKey, FoundOpportunity found, string fingerprint, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var opportunity = new Opportunity
        {
            Id = Guid.CreateVersion7(now),
            HubId = hubId,
            Row = 1 + (await db.Opportunities.MaxAsync(o => (long?)o.Row, cancellation) ?? 0),
            Facts = found.Facts,
            CreatedAt = now,
        };
        opportunity.Say(found.Facts);
        var record = new OpportunityRecord
        {
            Id = Guid.CreateVersion7(now),
            HubId = hubId,
            SourceKey = sourceKey,
            Key = found.Key,
            OpportunityId = opportunity.Id,
            Leads = true,
            Fingerprint = fingerprint,
            ModifiedAt = found.ModifiedAt,
            FirstSeenAt = now,
            ChangedAt = now,
        };
        db.Add(record);
        var alike = await FindAlikeAsync(db, opportunity, sourceKey, fingerprint, cancellation);
        if (alike.Same is { } same)
        {
            (record.OpportunityId, record.Leads, record.Facts) = (same, false, found.Facts);
            await db.SaveChangesAsync(cancellation);
            return TakeOutcome.Duplicate;
        }

        db.Add(opportunity);
        db.AddRange(alike.Likely.Take(MaxLikenesses).Select(likely => new OpportunityLikeness
        {
            Id = Guid.CreateVersion7(now),
            OpportunityId = opportunity.Id,
            OtherId = likely.Other,
            Why = likely.Why,
            At = now,
        }));
        await KeepAsync(db, opportunity, sourceKey, OpportunityHappening.Found, [], cancellation);
        return TakeOutcome.New;
    }

    private static async Task<(Guid? Same, IReadOnlyList<(Guid Other, Likeness Why)> Likely)> FindAlikeAsync(
        HubDb db, Opportunity found, string sourceKey, string fingerprint, CancellationToken cancellation)
    {
        // Read without their facts: only what is compared.
        var candidates = await db.Opportunities.AsNoTracking()
            .Where(o => o.HubId == found.HubId && o.State != ScreeningState.Merged)
            .Where(o => o.TitleKey == found.TitleKey
                || (found.NumberKey != null && o.NumberKey == found.NumberKey)
                || (found.AddressKey != null && o.AddressKey == found.AddressKey))
            .OrderBy(o => o.CreatedAt)
            .Take(MaxCandidates)
            .ToListAsync(cancellation);
        if (candidates.Count == 0)
        {
            return (null, []);
        }

        var ids = candidates.Select(candidate => candidate.Id).ToList();
        var records = await db.OpportunityRecords.AsNoTracking().Where(r => ids.Contains(r.OpportunityId))
            .Select(r => new { r.OpportunityId, r.SourceKey, r.Fingerprint }).ToListAsync(cancellation);
        if (records.Find(record => record.Fingerprint == fingerprint) is { } twin)
        {
            return (twin.OpportunityId, []);
        }

        var compared = candidates
            .Select(known => (known.Id, Verdict: SameOpportunity.Compare(known, found, records.Exists(r => r.OpportunityId == known.Id && r.SourceKey == sourceKey))))
            .ToList();
        var sure = compared.Where(pair => pair.Verdict.IsSure).ToList();
        return sure.Count == 1
            ? (sure[0].Id, [])
            : (null, [.. compared.Where(pair => pair.Verdict.Why is not null).Select(pair => (pair.Id, pair.Verdict.Why!.Value))]);
    }

    private async Task KeepAsync(
        HubDb db, Opportunity opportunity, string sourceKey, OpportunityHappening happening, List<FactChange> changes, CancellationToken cancellation)
    {
        if (happening != OpportunityHappening.Found && changes.Count == 0)
        {
            await db.SaveChangesAsync(cancellation);
            return;
        }

        var now = clock.GetUtcNow();
        opportunity.Touch(now);
        db.AddRange(changes.Select(change => OpportunityChange.Of(opportunity, change, now, sourceKey)));
        await db.SaveChangesAsync(cancellation);
        await index.PutAsync(db, opportunity, cancellation);
        await mediator.Publish(new OpportunityChangedEvent(db, opportunity, happening, changes), cancellation);
    }
}

/// <summary>What became of a found record.</summary>
public enum TakeOutcome
{
    /// <summary>It is a new opportunity.</summary>
    New,

    /// <summary>It says something else than before, or was gone and is back.</summary>
    Changed,

    /// <summary>It says what it said; nothing was written.</summary>
    Same,

    /// <summary>It is one more record of an opportunity that another one leads.</summary>
    Duplicate,
}
