using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Runtime;

public sealed class InstanceTests
{
    private static readonly Action<Rig, IServiceCollection> WithNotes =
        (_, services) => services.AddSingleton<IEffectHandler, NoteTakenHandler>();

    [Fact]
    public async Task An_instance_starts_waits_survives_a_restart_and_finishes()
    {
        await using var rig = await Rig.StartAsync(WithNotes, Flow.Sequence("walk", Flow.Event("wait", "Go"), Flow.Step("note", "Test.Note")));

        var state = await rig.StartInstanceAsync("walk", correlationId: "case-1");
        var bookmark = Assert.Single(state.Bookmarks);
        var row = await rig.RowAsync(state.Id);
        Assert.Equal((WorkflowStatus.Running, WorkflowSubStatus.Suspended, 1L), (row.Status, row.SubStatus, row.Revision));
        Assert.Equal("case-1", (await rig.ReadAsync(db => db.Bookmarks.SingleAsync(Rig.Cancellation))).CorrelationId);

        await rig.RestartAsync();
        var resumed = Assert.IsType<Resumed>(await rig.ResumeAsync(state, bookmark));

        Assert.Equal(WorkflowStatus.Finished, resumed.State.Status);
        row = await rig.RowAsync(state.Id);
        Assert.Equal((WorkflowSubStatus.Finished, 2L), (row.SubStatus, row.Revision));
        Assert.Equal(rig.Time.GetUtcNow(), row.FinishedAt);
        Assert.Equal(0, await rig.ReadAsync(db => db.Bookmarks.CountAsync(Rig.Cancellation)));
        Assert.Equal(["note"], await NotesAsync(rig));
        var sequences = (await rig.JournalAsync(state.Id)).Select(entry => entry.Sequence).ToList();
        Assert.Equal(Enumerable.Range(1, sequences.Count).Select(n => (long)n), sequences);
    }

    [Fact]
    public async Task A_definition_that_is_not_there_is_an_answer()
    {
        await using var rig = await Rig.StartAsync();
        var result = await rig.Get<StartInstance>().RunAsync(new StartRequest("nothing", []), Rig.Cancellation);
        Assert.Equal(new DefinitionNotFound("nothing"), result);
    }

    [Fact]
    public async Task What_comes_alongside_is_kept_with_the_burst()
    {
        await using var rig = await Rig.StartAsync(WithNotes, Flow.Sequence("walk", Flow.Step("note", "Test.Note"), Flow.Event("wait", "Go")));
        var request = new StartRequest("walk", []) { InstanceId = "mine", With = Noting("with", keep: true) };

        Assert.IsType<Started>(await rig.Get<StartInstance>().RunAsync(request, Rig.Cancellation));

        Assert.Equal(["with", "note"], await NotesAsync(rig));
        Assert.Equal("mine", (await rig.RowAsync("mine")).Id);
    }

    [Fact]
    public async Task What_comes_alongside_can_refuse_and_nothing_is_left()
    {
        await using var rig = await Rig.StartAsync(WithNotes, Flow.Sequence("walk", Flow.Event("wait", "Go"), Flow.Step("note", "Test.Note")));
        var refused = new StartRequest("walk", []) { With = Noting("with", keep: false) };
        Assert.IsType<StartRefused>(await rig.Get<StartInstance>().RunAsync(refused, Rig.Cancellation));
        Assert.Equal(0, await rig.ReadAsync(db => db.Instances.CountAsync(Rig.Cancellation)));
        Assert.Equal(0, await rig.ReadAsync(db => db.History.CountAsync(Rig.Cancellation)));

        var state = await rig.StartInstanceAsync("walk");
        Assert.IsType<ResumeRefused>(await rig.ResumeAsync(state, state.Bookmarks[0], Noting("with", keep: false)));

        Assert.Empty(await NotesAsync(rig));
        Assert.Equal(1, (await rig.RowAsync(state.Id)).Revision);
        Assert.IsType<Resumed>(await rig.ResumeAsync(state, state.Bookmarks[0]));
    }

    [Fact]
    public async Task Of_many_resumes_of_one_bookmark_exactly_one_goes_through()
    {
        await using var rig = await Rig.StartAsync(Flow.Sequence("walk", Flow.Event("first", "Go"), Flow.Event("second", "Go")));
        var state = await rig.StartInstanceAsync("walk");

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => rig.ResumeAsync(state, state.Bookmarks[0], Noting("once", keep: true)))));

        Assert.Single(results.OfType<Resumed>());
        Assert.Equal(15, results.OfType<BookmarkGone>().Count());
        Assert.Equal(["once"], await NotesAsync(rig));
        Assert.Equal(0, rig.Get<InstanceGate>().Count);
    }

    [Fact]
    public async Task Two_processes_that_resume_the_same_bookmark_act_once()
    {
        await using var rig = await Rig.StartAsync(Flow.Sequence("walk", Flow.Event("first", "Go"), Flow.Event("second", "Go")));
        var state = await rig.StartInstanceAsync("walk");
        var other = rig.Get<ResumeInstance>();
        await rig.StartAsync();

        var request = new ResumeRequest(state.Id, state.Bookmarks[0].Id, []);
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(n =>
            Task.Run(() => (n % 2 == 0 ? other : rig.Get<ResumeInstance>()).RunAsync(request, Rig.Cancellation))));

        Assert.Single(results.OfType<Resumed>());
        Assert.Equal(2, (await rig.RowAsync(state.Id)).Revision);
    }

    [Fact]
    public async Task A_burst_that_finds_its_instance_changed_runs_again_on_what_is_there_now()
    {
        await using var rig = await Rig.StartAsync(Flow.Sequence("walk", Flow.Event("wait", "Go")));
        var state = await rig.StartInstanceAsync("walk");
        var resuming = await OvertakenAsync(rig, state);

        Assert.IsType<Resumed>(await resuming);
        Assert.Equal(["once"], await NotesAsync(rig));
        Assert.Equal(8, (await rig.RowAsync(state.Id)).Revision);
    }

    [Fact]
    public async Task A_burst_that_is_overtaken_too_often_gives_up_and_leaves_nothing()
    {
        await using var rig = Rig.Make();
        rig.Settings["Runtime:Instances:MaxConflicts"] = "0";
        rig.Write("walk.json", Flow.Sequence("walk", Flow.Event("wait", "Go")).ToJsonString());
        await rig.StartAsync();
        var state = await rig.StartInstanceAsync("walk");
        var resuming = await OvertakenAsync(rig, state);

        await Assert.ThrowsAsync<InvalidOperationException>(() => resuming);
        Assert.Empty(await NotesAsync(rig));
        Assert.Equal(7, (await rig.RowAsync(state.Id)).Revision);
    }

    [Fact]
    public async Task An_effect_that_nobody_applies_is_a_clear_bug_and_nothing_is_kept()
    {
        await using var rig = await Rig.StartAsync(Flow.Sequence("walk", Flow.Step("note", "Test.Note")));
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => rig.StartInstanceAsync("walk"));
        Assert.Contains("NoteTaken", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, await rig.ReadAsync(db => db.Instances.CountAsync(Rig.Cancellation)));
    }

    [Fact]
    public async Task Cancelling_ends_the_instance_and_its_waits()
    {
        await using var rig = await Rig.StartAsync(Flow.Sequence("walk", Flow.Delay("wait", TimeSpan.FromDays(3))));
        var state = await rig.StartInstanceAsync("walk");
        var cancel = rig.Get<CancelInstance>();

        Assert.IsType<InstanceCancelled>(await cancel.RunAsync(new CancelRequest(state.Id), Rig.Cancellation));

        Assert.Equal(WorkflowSubStatus.Cancelled, (await rig.RowAsync(state.Id)).SubStatus);
        Assert.Equal(0, await rig.ReadAsync(db => db.Bookmarks.CountAsync(Rig.Cancellation)));
        Assert.IsType<AlreadyEnded>(await cancel.RunAsync(new CancelRequest(state.Id), Rig.Cancellation));
        Assert.IsType<BookmarkGone>(await rig.ResumeAsync(state, state.Bookmarks[0]));
        Assert.Equal(new InstanceNotFound("nobody"), await cancel.RunAsync(new CancelRequest("nobody"), Rig.Cancellation));
    }

    /// <summary>A resume that has run its burst when another process's commit (revision 7) comes first.</summary>
    private static async Task<Task<ResumeResult>> OvertakenAsync(Rig rig, InstanceState state)
    {
        await rig.IdleAsync();
        var read = new TaskCompletionSource();
        var other = rig.Commits.CommitAsync(
            async (db, cancellation) =>
            {
                await read.Task;
                return UnitResult.Keep(await db.Instances.Where(row => row.Id == state.Id)
                    .ExecuteUpdateAsync(row => row.SetProperty(r => r.Revision, 7), cancellation));
            },
            Rig.Cancellation);
        var resuming = Task.Run(() => rig.ResumeAsync(state, state.Bookmarks[0], Noting("once", keep: true)));
        // The other commit, the run, and the run's commit.
        try
        {
            await Rig.UntilAsync(() => rig.Get<OpenWork>().Count == 3);
        }
        finally
        {
            read.SetResult();
        }

        await other;
        return resuming;
    }

    private static Alongside Noting(string text, bool keep) => (db, _) =>
    {
        db.Set<Note>().Add(new Note { Text = text });
        return Task.FromResult(keep);
    };

    private static Task<List<string>> NotesAsync(Rig rig) =>
        rig.ReadAsync(db => db.Set<Note>().OrderBy(note => note.Id).Select(note => note.Text).ToListAsync(Rig.Cancellation));
}
