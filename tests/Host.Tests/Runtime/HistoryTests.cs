using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Persistence.Sqlite;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Runtime;

/// <summary>What is kept of an instance's past, and found again.</summary>
public sealed class HistoryTests
{
    private const string OldId = "0123456789abcdef0123";

    [Fact]
    public async Task Every_execution_has_one_record_the_last_of_it_and_its_id_leads_to_it()
    {
        await using var rig = await Rig.StartAsync(Flow.Sequence("walk", Flow.Event("wait", "Go")));
        var first = await rig.StartInstanceAsync("walk");
        var second = await rig.StartInstanceAsync("walk");
        await rig.ResumeAsync(first, first.Bookmarks[0]);
        var records = rig.Get<ReadActivityRecords>();

        var all = await records.ListAsync(new ActivityRecordQuery(first.Id), Rig.Cancellation);

        Assert.Equal(["Workflow1", "root", "wait"], all.Select(record => record.ActivityId));
        Assert.All(all, record => Assert.Equal(ActivityStatus.Completed, record.Status));
        foreach (var instance in (InstanceState[])[first, second])
        {
            foreach (var record in await records.ListAsync(new ActivityRecordQuery(instance.Id), Rig.Cancellation))
            {
                Assert.StartsWith(instance.Id[..16], record.Id, StringComparison.Ordinal);
                var found = await records.OneAsync(record.Id, Rig.Cancellation);
                Assert.Equal((instance.Id, record.ActivityId, record.Status), (found!.Value.InstanceId, found.Value.Record.ActivityId, found.Value.Record.Status));
            }
        }

        Assert.Null(await records.OneAsync(OldId, Rig.Cancellation));
    }

    [Fact]
    public async Task Instances_are_found_by_what_their_activities_did()
    {
        await using var rig = await Rig.StartAsync(Flow.Sequence("walk", Flow.Event("wait", "Go")));
        var first = await rig.StartInstanceAsync("walk");
        var second = await rig.StartInstanceAsync("walk");
        await rig.ResumeAsync(first, first.Bookmarks[0]);

        async Task<IReadOnlyList<string>> FindAsync(ActivityStatus status) => await rig.Get<FindInstances>().IdsAsync(
            new InstanceFilter { Activities = [new InstanceActivity("wait", null, null, status)] }, 10, Rig.Cancellation);

        Assert.Equal([first.Id], await FindAsync(ActivityStatus.Completed));
        Assert.Equal([second.Id], await FindAsync(ActivityStatus.Running));
    }

    [Fact]
    public async Task States_and_histories_lie_packed_and_plain_ones_are_read_as_well()
    {
        await using var rig = await Rig.StartAsync(Flow.Sequence("walk", Flow.Event("wait", "Go")));
        var state = await rig.StartInstanceAsync("walk");
        var plain = state.ToUtf8();
        var sizes = await rig.ReadAsync(db => db.Database.SqlQueryRaw<int>("SELECT length(State) AS Value FROM Instances").ToListAsync(Rig.Cancellation));
        Assert.InRange(sizes[0], 1, plain.Length * 2 / 3);

        await rig.ReadAsync(db => db.Database.ExecuteSqlAsync($"UPDATE Instances SET State = {plain}", Rig.Cancellation));

        Assert.Equal(plain, (await rig.RowAsync(state.Id)).State);
        Assert.IsType<Resumed>(await rig.ResumeAsync(state, state.Bookmarks[0]));
    }

    [Fact]
    public async Task What_an_older_release_stored_row_by_row_is_carried_over()
    {
        var folder = Directory.CreateTempSubdirectory("strongcities-history-");
        var databases = new SqliteDbFactory(Options.Create(new StorageOptions { DataFolder = folder.FullName }));
        await using (var db = databases.Create(null))
        {
            await db.GetService<IMigrator>().MigrateAsync("Replies", Rig.Cancellation);
            await db.Database.ExecuteSqlRawAsync(OldRows);
        }

        await databases.MigrateAsync(Rig.Cancellation);

        var journal = await new ReadJournal(databases).PageAsync(new JournalQuery("old", 0, 10), Rig.Cancellation);
        Assert.Equal(["Started", "Completed"], journal.Items.Select(entry => entry.EventName));
        var found = await new ReadActivityRecords(databases).OneAsync(OldId, Rig.Cancellation);
        Assert.Equal(("old", "wait"), (found!.Value.InstanceId, found.Value.Record.ActivityId));
        Assert.Empty((await new ReadJournal(databases).PageAsync(new JournalQuery("bare", 0, 10), Rig.Cancellation)).Items);
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private const string OldRows = $$$"""
        INSERT INTO Instances (Id, DefinitionId, DefinitionVersionId, DefinitionVersion, Status, SubStatus, IncidentCount, HasQuestions, State, Revision, CreatedAt, UpdatedAt)
          SELECT column1, 'd', 'd:1', 1, 'Running', 'Suspended', 0, 0, CAST('{{}}' AS BLOB), 1, 0, 0 FROM (VALUES ('old'), ('bare'));
        INSERT INTO Journal (InstanceId, Sequence, Timestamp, EventName, ActivityId, ActivityType, Entry)
          SELECT 'old', column1, 0, column2, 'wait', 'Elsa.Event', CAST(json_object('sequence', column1, 'timestamp', '2026-01-01T00:00:00+00:00', 'eventName', column2,
            'activityId', 'wait', 'activityNodeId', 'wait', 'activityType', 'Elsa.Event', 'activityTypeVersion', 1, 'activityInstanceId', '{{{OldId}}}') AS BLOB)
          FROM (VALUES (2, 'Completed'), (1, 'Started'));
        INSERT INTO ActivityRecords (Id, InstanceId, ActivityId, ActivityNodeId, Status, StartedAt, Record)
          VALUES ('{{{OldId}}}', 'old', 'wait', 'wait', 'Running', 0, CAST(json_object('id', '{{{OldId}}}', 'activityId', 'wait', 'activityNodeId', 'wait',
            'activityType', 'Elsa.Event', 'activityTypeVersion', 1, 'status', 1, 'startedAt', '2026-01-01T00:00:00+00:00') AS BLOB));
        """;
}
