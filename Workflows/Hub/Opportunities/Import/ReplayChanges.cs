using System.Globalization;
using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Opportunities.Search;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Opportunities.Import;

/// <summary>
/// Replays a stream of changes against a catalogue of its own and checks where it ends. It begins with the records as they were before: what the stream calls
/// new is left out, and deadlines are those before they moved. Each event then comes as its source would have said it, at its own time.
/// </summary>
/// <param name="commits">Stores.</param>
/// <param name="databases">Reads.</param>
/// <param name="index">The text index.</param>
/// <param name="mediator">Tells of changes.</param>
public sealed class ReplayChanges(CommitQueue commits, HubDbFactory databases, IOpportunityIndex index, IMediator mediator)
{
    private const string Source = "change-events";
    private const int PerUnit = 100;

    /// <summary>Replays a stream.</summary>
    /// <param name="hubId">A hub whose catalogue is empty.</param>
    /// <param name="events">By time.</param>
    /// <param name="records">What the records say at the end, by key.</param>
    /// <param name="cancellation">Stops between units.</param>
    /// <returns>What happened, and what did not come out as it should.</returns>
    public async Task<ReplayResult> RunAsync(
        Guid hubId, IReadOnlyList<ChangeEvent> events, IReadOnlyDictionary<string, FoundOpportunity> records, CancellationToken cancellation)
    {
        var clock = new ReplayClock { Now = events.Count > 0 ? events[0].At.AddHours(-1) : DateTimeOffset.UnixEpoch };
        var replay = new Replay(hubId, new TakeFound(index, mediator, clock), records, events);
        foreach (var part in replay.Before.Chunk(PerUnit))
        {
            await commits.CommitAsync(async (runtime, token) => UnitResult.Keep(await replay.TakeAsync(runtime.Hub(), part, token)), cancellation);
        }

        var outcomes = new Dictionary<(ChangeEventType, TakeOutcome?), int>();
        foreach (var happened in events)
        {
            clock.Now = happened.At;
            var (outcome, problem) = await commits.CommitAsync(async (runtime, token) => UnitResult.Keep(await replay.PlayAsync(runtime.Hub(), happened, token)), cancellation);
            outcomes[(happened.Type, outcome)] = outcomes.GetValueOrDefault((happened.Type, outcome)) + 1;
            replay.Note(happened, problem);
        }

        await using var db = databases.Create(null);
        await replay.CheckAsync(db, cancellation);
        return new ReplayResult(replay.Before.Count, events.Count, outcomes, replay.Problems);
    }

    private sealed class ReplayClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Replay
    {
        private readonly Guid hubId;
        private readonly TakeFound take;
        private readonly IReadOnlyDictionary<string, FoundOpportunity> records;
        private readonly Dictionary<string, OpportunityFacts> said = new(StringComparer.Ordinal);
        private readonly HashSet<string> listed = new(StringComparer.Ordinal);
        private readonly HashSet<string> touched = new(StringComparer.Ordinal);
        private readonly List<string> problems = [];

        public Replay(Guid hubId, TakeFound take, IReadOnlyDictionary<string, FoundOpportunity> records, IReadOnlyList<ChangeEvent> events)
        {
            (this.hubId, this.take, this.records) = (hubId, take, records);
            foreach (var (key, found) in records)
            {
                said[key] = found.Facts;
            }

            foreach (var story in events.GroupBy(one => one.Key))
            {
                said[story.Key] = Rewind(said.GetValueOrDefault(story.Key) ?? FactsOf(story.Last()), [.. story]);
                touched.Add(story.Key);
            }

            var unheard = events.GroupBy(one => one.Key).Where(story => story.First().Type == ChangeEventType.New).Select(story => story.Key).ToHashSet();
            listed.UnionWith(said.Keys.Where(key => !unheard.Contains(key)));
            Before = [.. listed.Order(StringComparer.Ordinal)];
        }

        public IReadOnlyList<string> Before { get; }

        public IReadOnlyList<string> Problems => problems;

        public void Note(ChangeEvent happened, string? problem)
        {
            if (problem is not null)
            {
                problems.Add($"{happened.Type} {happened.Number} at {happened.At:u}: {problem}");
            }
        }

        public async Task<bool> TakeAsync(HubDb db, IEnumerable<string> keys, CancellationToken cancellation)
        {
            foreach (var key in keys)
            {
                await take.TakeAsync(db, hubId, Source, new FoundOpportunity(key, said[key]), cancellation);
                await db.SaveChangesAsync(cancellation);
                db.ChangeTracker.Clear();
            }

            return true;
        }

        public async Task<(TakeOutcome? Outcome, string? Problem)> PlayAsync(HubDb db, ChangeEvent happened, CancellationToken cancellation)
        {
            var key = happened.Key;
            var before = said[key];
            switch (happened.Type)
            {
                case ChangeEventType.ClosedOrRemoved:
                    listed.Remove(key);
                    var gone = await take.MarkVanishedAsync(db, hubId, Source, listed, int.MaxValue, cancellation);
                    return (null, gone == 1 ? null : $"{gone} records vanished, not one");
                case ChangeEventType.ClosingSoon:
                    var found = await FindAsync(db, key, cancellation);
                    // Its status is the one of the end, but a source that tells of a deadline still has it.
                    return (null, found?.GoneAt is not null ? "is gone already"
                        : found is not null && DayOf(found.Facts) == happened.Deadline ? null
                        : $"the catalogue has the deadline {DayOf(found?.Facts):yyyy-MM-dd}, the event {happened.Deadline:yyyy-MM-dd}");
                case ChangeEventType.DeadlineChanged when DayOf(before) != happened.OldDeadline:
                    return (null, $"the catalogue had the deadline {DayOf(before):yyyy-MM-dd}, the event {happened.OldDeadline:yyyy-MM-dd}");
                case ChangeEventType.DeadlineChanged:
                    said[key] = Closing(before, happened.Deadline!.Value);
                    break;
                case ChangeEventType.New:
                    listed.Add(key);
                    break;
            }

            var outcome = await take.TakeAsync(db, hubId, Source, new FoundOpportunity(key, said[key]) { ModifiedAt = happened.At }, cancellation);
            var isRight = happened.Type switch
            {
                ChangeEventType.DeadlineChanged => outcome == TakeOutcome.Changed,
                ChangeEventType.New => outcome is TakeOutcome.New or TakeOutcome.Same or TakeOutcome.Changed,
                _ => outcome is TakeOutcome.Same or TakeOutcome.Changed,
            };
            return (outcome, isRight ? null : $"the catalogue said {outcome}");
        }

        /// <summary>What each record says must be what the catalogue says, and what no event named must not have been touched.</summary>
        public async Task CheckAsync(HubDb db, CancellationToken cancellation)
        {
            var stored = await (
                from record in db.OpportunityRecords.AsNoTracking()
                join opportunity in db.Opportunities.AsNoTracking() on record.OpportunityId equals opportunity.Id
                where record.HubId == hubId
                select new { record.Key, record.Leads, Opportunity = opportunity }).ToDictionaryAsync(row => row.Key, cancellation);
            foreach (var (key, facts) in said)
            {
                if (!stored.TryGetValue(key, out var row))
                {
                    problems.Add($"{facts.Number}: not in the catalogue");
                }
                else if (!touched.Contains(key) && row.Opportunity.Version != 1)
                {
                    problems.Add($"{facts.Number}: no event names it, but it changed");
                }
                else if (row.Leads && row.Opportunity.Facts != (records.TryGetValue(key, out var last) ? last.Facts : facts))
                {
                    problems.Add($"{facts.Number}: ends otherwise than its record: {string.Join(", ", FactChanges.Between(row.Opportunity.Facts, last?.Facts ?? facts).Select(change => change.Field))}");
                }
                else if (row.Opportunity.GoneAt is null != listed.Contains(key))
                {
                    problems.Add($"{facts.Number}: {(listed.Contains(key) ? "is in the source, but not" : "is no longer in the source, but")} in the catalogue's");
                }
            }
        }

        private async Task<Opportunity?> FindAsync(HubDb db, string key, CancellationToken cancellation) => await (
            from record in db.OpportunityRecords
            join opportunity in db.Opportunities.AsNoTracking() on record.OpportunityId equals opportunity.Id
            where record.HubId == hubId && record.SourceKey == Source && record.Key == key
            select opportunity).SingleOrDefaultAsync(cancellation);

        private static OpportunityFacts Rewind(OpportunityFacts last, IReadOnlyList<ChangeEvent> story) =>
            story.FirstOrDefault(one => one.Type == ChangeEventType.DeadlineChanged) is { OldDeadline: { } first } ? Closing(last, first) : last;

        private static OpportunityFacts FactsOf(ChangeEvent one)
        {
            var facts = new OpportunityFacts { Title = one.Title, Number = one.Number, Status = OpportunityStatus.Open };
            return one.Deadline is { } day ? Closing(facts, day) : facts;
        }

        private static OpportunityFacts Closing(OpportunityFacts facts, DateOnly day) => facts with
        {
            CloseDate = facts.CloseDate is DayDate known ? known with { Day = day } : new DayDate("Closing date", day),
        };

        private static DateOnly? DayOf(OpportunityFacts? facts) => (facts?.CloseDate as DayDate)?.Day;
    }
}

/// <summary>How a replay went.</summary>
/// <param name="Before">How many records there were before the first event.</param>
/// <param name="Events">How many events there were.</param>
/// <param name="Outcomes">How many events of which type ended how; no outcome where nothing was taken.</param>
/// <param name="Problems">What did not come out as it should, each in a sentence.</param>
public sealed record ReplayResult(
    int Before, int Events, IReadOnlyDictionary<(ChangeEventType Type, TakeOutcome? Outcome), int> Outcomes, IReadOnlyList<string> Problems)
{
    /// <summary>In a line each.</summary>
    /// <returns>The lines.</returns>
    public IEnumerable<string> Lines() => Outcomes.OrderBy(pair => pair.Key.Type).ThenBy(pair => pair.Key.Outcome)
        .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key.Type}{(pair.Key.Outcome is { } outcome ? $" -> {outcome}" : "")}: {pair.Value}"));
}
