using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Instances;

/// <summary>Takes an instance out with its history, and in again where it is not.</summary>
public sealed class TransferInstances
{
    private const long ImportedRevision = 1;

    private readonly IRuntimeDbFactory databases;
    private readonly CommitQueue commits;

    /// <summary>Makes the use case.</summary>
    /// <param name="databases">Where they are.</param>
    /// <param name="commits">Where they are stored.</param>
    public TransferInstances(IRuntimeDbFactory databases, CommitQueue commits)
    {
        this.databases = databases;
        this.commits = commits;
    }

    /// <summary>Takes one out; it stays here too.</summary>
    /// <param name="instanceId">Which.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The instance, or <see langword="null"/>.</returns>
    public async Task<InstanceFile?> ExportAsync(string instanceId, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        if (await db.SeenInstances.AsNoTracking().FirstOrDefaultAsync(row => row.Id == instanceId, cancellation) is not { } row)
        {
            return null;
        }

        var history = await db.History.AsNoTracking().Where(burst => burst.InstanceId == instanceId).OrderBy(burst => burst.Revision).ToListAsync(cancellation);
        return new InstanceFile(
            row, [.. HistoryJson.Journal(history.Select(burst => (burst.Revision, burst.Journal)))], HistoryJson.Records(history.Select(burst => burst.Records)));
    }

    /// <summary>Takes one in. It waits where it waited; timers that are past due strike at once.</summary>
    /// <param name="state">As <see cref="InstanceState.ToUtf8"/> wrote it.</param>
    /// <param name="journal">Its history, as JSON of <see cref="JournalEntry"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Why it cannot be taken in, or <see langword="null"/> when it is in.</returns>
    public Task<string?> ImportAsync(InstanceState state, IReadOnlyList<JournalEntry> journal, CancellationToken cancellation) => commits.CommitAsync(
        async (db, stop) =>
        {
            if (await db.Instances.AnyAsync(row => row.Id == state.Id, stop))
            {
                return UnitResult.Refuse<string?>($"There is an instance {state.Id} already. Delete it first.");
            }

            if (!await db.Definitions.AnyAsync(row => row.Id == state.DefinitionVersionId && row.DefinitionId == state.DefinitionId, stop))
            {
                return UnitResult.Refuse<string?>($"The version {state.DefinitionVersionId} of definition {state.DefinitionId}, on which the instance runs, is not here.");
            }

            db.Instances.Add(RowOf(state));
            db.Bookmarks.AddRange((state.Status == WorkflowStatus.Finished ? [] : state.Bookmarks).Select((bookmark, index) => RowOf(state, bookmark, index)));
            db.History.Add(new HistoryRow
            {
                InstanceId = state.Id,
                Revision = ImportedRevision,
                Journal = JsonSerializer.SerializeToUtf8Bytes([.. journal], RuntimeJson.Default.ListJournalEntry),
                Records = [.. "[]"u8],
            });
            return UnitResult.Keep<string?>(null);
        },
        cancellation);

    private static InstanceRow RowOf(InstanceState state) => new()
    {
        Id = state.Id,
        DefinitionId = state.DefinitionId,
        DefinitionVersionId = state.DefinitionVersionId,
        DefinitionVersion = state.DefinitionVersion,
        ParentInstanceId = state.ParentInstanceId,
        CorrelationId = state.CorrelationId,
        Name = state.Name,
        Status = state.Status,
        SubStatus = state.SubStatus,
        IncidentCount = state.Incidents.Count,
        HasQuestions = state.Questions.Count > 0,
        State = state.ToUtf8(),
        Revision = ImportedRevision,
        CreatedAt = state.CreatedAt,
        UpdatedAt = state.UpdatedAt,
        FinishedAt = state.Status == WorkflowStatus.Finished ? state.UpdatedAt : null,
    };

    private static BookmarkRow RowOf(InstanceState state, Bookmark bookmark, int index) => new()
    {
        Id = bookmark.Id,
        InstanceId = state.Id,
        Name = bookmark.Name,
        Hash = bookmark.Hash,
        CorrelationId = state.CorrelationId,
        ActivityId = bookmark.ActivityId,
        ActivityInstanceId = bookmark.ActivityInstanceId,
        DueAt = bookmark.DueAt,
        Sequence = bookmark.CreatedAt.UtcTicks + index,
        Route = HttpCall.TemplateOf(bookmark),
    };
}

/// <summary>An instance with its history.</summary>
/// <param name="Row">The instance.</param>
/// <param name="Journal">Its journal, oldest first.</param>
/// <param name="Records">What its activities did.</param>
public sealed record InstanceFile(InstanceRow Row, IReadOnlyList<JournalEntry> Journal, IReadOnlyList<ActivityRecord> Records)
{
    /// <summary>The journal as JSON, as <see cref="ReadJournal"/> reads it.</summary>
    /// <returns>A new list.</returns>
    public JsonArray JournalJson() => new([.. Journal.Select(entry => JsonSerializer.SerializeToNode(entry, RuntimeJson.Default.JournalEntry))]);

    /// <summary>Reads what <see cref="JournalJson"/> wrote.</summary>
    /// <param name="json">A list.</param>
    /// <returns>The entries.</returns>
    /// <exception cref="JsonException">It is something else.</exception>
    public static IReadOnlyList<JournalEntry> JournalOf(JsonNode? json) => json is JsonArray list
        ? [.. list.Select(item => JsonSerializer.Deserialize(item, RuntimeJson.Default.JournalEntry) ?? throw new JsonException("A journal entry is null."))]
        : [];
}
