using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Persistence.Sqlite;
using StrongCities.Runtime.Instances;
using Xunit;

namespace StrongCities.Host.Tests.Runtime;

/// <summary>What a state that cannot be read, and a migration that was killed, do to the rest.</summary>
public sealed class DamageTests
{
    [Fact]
    public async Task A_damaged_state_ends_its_instance_with_an_incident_and_keeps_the_bytes()
    {
        await using var rig = await Rig.StartAsync(Flow.Sequence("walk", Flow.Event("wait", "Go")));
        var (broken, sound) = (await rig.StartInstanceAsync("walk"), await rig.StartInstanceAsync("walk"));
        await rig.ReadAsync(db => db.Database.ExecuteSqlAsync($"UPDATE Instances SET State = substr(State, 1, 40) WHERE Id = {broken.Id}", Rig.Cancellation));

        Assert.IsType<BookmarkGone>(await rig.ResumeAsync(broken, broken.Bookmarks[0]));
        Assert.IsType<Resumed>(await rig.ResumeAsync(sound, sound.Bookmarks[0]));

        var row = await rig.RowAsync(broken.Id);
        Assert.Equal((WorkflowStatus.Finished, WorkflowSubStatus.Faulted, 1), (row.Status, row.SubStatus, row.IncidentCount));
        Assert.Contains("cannot be read", Assert.Single(InstanceState.FromUtf8(row.State).Incidents).Message, StringComparison.Ordinal);
        Assert.False(await rig.ReadAsync(db => db.Bookmarks.AnyAsync(bookmark => bookmark.InstanceId == broken.Id, Rig.Cancellation)));
        var kept = await rig.ReadAsync(db => db.DamagedStates.SingleAsync(Rig.Cancellation));
        Assert.Equal((broken.Id, 1L, 40), (kept.InstanceId, kept.Revision, kept.State.Length));
        var journal = await rig.Get<ReadJournal>().PageAsync(new JournalQuery(broken.Id, 0, 100), Rig.Cancellation);
        Assert.Equal(Enumerable.Range(1, journal.Total), journal.Items.Select(entry => (int)entry.Sequence));
        Assert.Equal("Faulted", journal.Items[^1].EventName);
    }

    [Fact]
    public async Task Looking_at_a_damaged_state_says_so_and_changes_nothing()
    {
        await using var rig = await Rig.StartAsync(Flow.Sequence("walk", Flow.Event("wait", "Go")));
        var state = await rig.StartInstanceAsync("walk");
        await rig.ReadAsync(db => db.Database.ExecuteSqlAsync($"UPDATE Instances SET State = substr(State, 1, 40)", Rig.Cancellation));

        var row = await rig.Get<FindInstances>().OneAsync(state.Id, Rig.Cancellation);

        Assert.Contains("cannot be read", Assert.Single(InstanceState.FromUtf8(row!.State).Incidents).Message, StringComparison.Ordinal);
        Assert.Equal(WorkflowStatus.Running, row.Status);
        Assert.False(await rig.ReadAsync(db => db.DamagedStates.AnyAsync(Rig.Cancellation)));
    }

    [Theory]
    [InlineData("substr({0}, 1, length({0}) / 2)")]
    [InlineData("zeroblob(0)")]
    [InlineData("CAST('\"nonsense\"' AS BLOB)")]
    public async Task Of_a_damaged_history_all_that_can_be_read_is_shown_and_the_rest_is_named(string damage)
    {
        await using var rig = await Rig.StartAsync(Flow.Sequence("walk", Flow.Event("first", "Go"), Flow.Event("second", "On")));
        var state = await rig.StartInstanceAsync("walk");
        state = Assert.IsType<Resumed>(await rig.ResumeAsync(state, state.Bookmarks[0])).State;
        await rig.ResumeAsync(state, state.Bookmarks[0]);
        var whole = await rig.JournalAsync(state.Id);
        var spoil = string.Format(
            null, "UPDATE History SET Journal = {0}, Records = {1} WHERE Revision = 2", string.Format(null, damage, "Journal"), string.Format(null, damage, "Records"));
        await rig.ReadAsync(db => db.Database.ExecuteSqlRawAsync(spoil, Rig.Cancellation));

        var journal = await rig.JournalAsync(state.Id);

        var lost = Assert.Single(journal, entry => entry.Message?.Contains("revision 2", StringComparison.Ordinal) == true);
        Assert.Contains("cannot be read", lost.Message, StringComparison.Ordinal);
        var rest = journal.Where(entry => entry != lost).Select(entry => entry.Sequence).ToList();
        Assert.Equal(whole.Select(entry => entry.Sequence).Where(rest.Contains), rest);
        Assert.Contains(1, rest);
        Assert.Contains(whole[^1].Sequence, rest);
        Assert.DoesNotContain(lost.Sequence, rest);
        Assert.Equal(journal.Select(entry => entry.Sequence).Order(), journal.Select(entry => entry.Sequence));
        Assert.NotNull(await rig.Get<ReadJournal>().LastAsync(state.Id, "second", Rig.Cancellation));
        Assert.Contains(await rig.Get<ReadActivityRecords>().ListAsync(new ActivityRecordQuery(state.Id), Rig.Cancellation), record => record.ActivityId == "second");
        Assert.NotNull(await rig.Get<TransferInstances>().ExportAsync(state.Id, Rig.Cancellation));
    }

    [Fact]
    public async Task A_state_of_a_later_release_is_left_alone()
    {
        await using var rig = await Rig.StartAsync(Flow.Sequence("walk", Flow.Event("wait", "Go")));
        var state = await rig.StartInstanceAsync("walk");
        var bytes = Later(state.ToUtf8());
        await rig.ReadAsync(db => db.Database.ExecuteSqlAsync($"UPDATE Instances SET State = {bytes}", Rig.Cancellation));

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => rig.ResumeAsync(state, state.Bookmarks[0]));

        Assert.Contains("newer release", error.Message, StringComparison.Ordinal);
        Assert.False(await rig.ReadAsync(db => db.DamagedStates.AnyAsync(Rig.Cancellation)));
    }

    [Fact]
    public async Task An_instance_that_cannot_be_asked_does_not_keep_the_others_from_being_asked()
    {
        var asked = 0;
        var open = false;
        await using var rig = Rig.Make((_, services) => services.AddSingleton<IQuestionAnswerer>(new ScriptedAnswerer(async (_, cancellation) =>
        {
            Interlocked.Increment(ref asked);
            if (!Volatile.Read(ref open))
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            }

            return null;
        })));
        rig.Settings["Runtime:Instances:AskAgainParallelism"] = "1";
        rig.Write("ask.json", Flow.Sequence("ask", Flow.Step("one", "Test.Ask"), Flow.Event("wait", "Go")).ToJsonString());
        await rig.StartAsync();
        var starts = Enumerable.Range(0, 3).Select(_ => rig.StartInstanceAsync("ask")).ToList();
        await Rig.UntilAsync(() => Volatile.Read(ref asked) == 3);
        var first = await rig.ReadAsync(db => db.Instances.MinAsync(row => row.Id, Rig.Cancellation));
        var bytes = Later((await rig.RowAsync(first!)).State);
        await rig.ReadAsync(db => db.Database.ExecuteSqlAsync($"UPDATE Instances SET State = {bytes} WHERE Id = {first}", Rig.Cancellation));
        Volatile.Write(ref open, true);

        await rig.RestartAsync();
        await Task.WhenAll(starts);

        await Rig.UntilAsync(() => rig.ReadAsync(async db => await db.Instances.CountAsync(row => row.HasQuestions, Rig.Cancellation) == 1));
        Assert.True((await rig.RowAsync(first!)).HasQuestions);
    }

    [Fact]
    public async Task A_migration_that_was_killed_does_not_block_the_next()
    {
        var folder = Directory.CreateTempSubdirectory("strongcities-migration-");
        var databases = new SqliteDbFactory(Options.Create(new StorageOptions { DataFolder = folder.FullName }));
        await using (var db = databases.Create(null))
        {
            await db.Database.ExecuteSqlAsync($"CREATE TABLE __EFMigrationsLock (Id INTEGER NOT NULL PRIMARY KEY, Timestamp TEXT NOT NULL)", Rig.Cancellation);
            await db.Database.ExecuteSqlAsync($"INSERT INTO __EFMigrationsLock VALUES (1, '2026-01-01')", Rig.Cancellation);
        }

        await databases.MigrateAsync(Rig.Cancellation).WaitAsync(TimeSpan.FromMinutes(1), Rig.Cancellation);

        await using (var db = databases.Create(null))
        {
            Assert.Empty(await db.Database.GetPendingMigrationsAsync(Rig.Cancellation));
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private static byte[] Later(byte[] state) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(state).Replace($"\"format\":{InstanceState.CurrentFormat}", "\"format\":99", StringComparison.Ordinal));
}
