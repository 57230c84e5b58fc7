using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Runtime;

public sealed class QuestionTests
{
    private static readonly JsonObject Definition = Flow.Sequence("ask", Flow.Step("one", "Test.Ask"), Flow.Step("two", "Test.Ask"), Flow.Event("wait", "Go"));

    [Fact]
    public async Task Questions_are_answered_between_commits_within_the_call()
    {
        var subStatus = new List<WorkflowSubStatus>();
        Rig? running = null;
        await using var rig = await Rig.StartAsync(Answering(async (_, _) =>
        {
            subStatus.Add(await running!.ReadAsync(db => db.Instances.Where(row => row.HasQuestions).Select(row => row.SubStatus).SingleAsync()));
            return JsonValue.Create("yes");
        }), Definition);
        running = rig;

        var state = await rig.StartInstanceAsync("ask");

        Assert.Equal(WorkflowSubStatus.Suspended, state.SubStatus);
        Assert.Equal([WorkflowSubStatus.Executing, WorkflowSubStatus.Executing], subStatus);
        var row = await rig.RowAsync(state.Id);
        Assert.Equal((3L, false), (row.Revision, row.HasQuestions));
        Assert.Equal(2, (await rig.JournalAsync(state.Id)).Count(entry => entry.EventName == "Answered"));
    }

    [Fact]
    public async Task A_question_that_fails_or_that_nobody_answers_is_an_incident()
    {
        await using var failing = await Rig.StartAsync(Answering((_, _) => throw new InvalidOperationException("the register is closed")), Definition);
        var state = await failing.StartInstanceAsync("ask");
        Assert.Contains("the register is closed", Assert.Single(state.Incidents).Message, StringComparison.Ordinal);

        await using var silent = await Rig.StartAsync(Definition.DeepClone().AsObject());
        state = await silent.StartInstanceAsync("ask");
        Assert.Contains(AskActivity.QuestionName, Assert.Single(state.Incidents).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_gives_up_waiting_does_not_leave_the_question_open()
    {
        using var caller = new CancellationTokenSource();
        await using var rig = await Rig.StartAsync(Answering(async (_, cancellation) =>
        {
            await caller.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
            return null;
        }), Definition);

        var result = await rig.Get<StartInstance>().RunAsync(new StartRequest("ask", []), caller.Token);

        Assert.Equal(WorkflowSubStatus.Suspended, Assert.IsType<Started>(result).State.SubStatus);
    }

    [Fact]
    public async Task A_question_that_a_stop_left_open_is_asked_again_at_the_next_start_under_the_same_id()
    {
        var asked = new List<string>();
        var stuck = new TaskCompletionSource();
        await using var rig = await Rig.StartAsync(Answering(async (requestId, cancellation) =>
        {
            asked.Add(requestId);
            if (asked.Count == 1)
            {
                stuck.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            }

            return null;
        }), Definition);
        var starting = rig.StartInstanceAsync("ask");
        await stuck.Task;

        await rig.RestartAsync();

        var state = await starting;
        Assert.Equal(WorkflowSubStatus.Executing, state.SubStatus);
        await Rig.UntilAsync(async () => (await rig.RowAsync(state.Id)).SubStatus == WorkflowSubStatus.Suspended);
        Assert.Equal(3, asked.Count);
        Assert.Equal(asked[0], asked[1]);
        Assert.NotEqual(asked[1], asked[2]);
    }

    [Fact]
    public async Task A_question_whose_answer_could_not_be_stored_is_asked_again_soon()
    {
        var asked = 0;
        Rig? running = null;
        await using var rig = await Rig.StartAsync(Answering(async (_, _) =>
        {
            // The next commit fails: its row is gone from under it.
            await RenameAsync(running!, ++asked == 1 ? "ALTER TABLE History RENAME TO Elsewhere" : "SELECT 1");
            return null;
        }), Definition);
        running = rig;
        var state = await rig.StartInstanceAsync("ask");
        Assert.Equal(WorkflowSubStatus.Executing, state.SubStatus);

        await RenameAsync(rig, "ALTER TABLE Elsewhere RENAME TO History");
        rig.Time.Advance(TimeSpan.FromSeconds(10));

        await Rig.UntilAsync(async () => (await rig.RowAsync(state.Id)).SubStatus == WorkflowSubStatus.Suspended);
        Assert.Equal(3, asked);
    }

    private static Task<int> RenameAsync(Rig rig, string sql) =>
        rig.Commits.CommitAsync(async (db, stop) => UnitResult.Keep(await db.Database.ExecuteSqlRawAsync(sql, stop)), Rig.Cancellation);

    private static Action<Rig, IServiceCollection> Answering(Func<string, CancellationToken, Task<JsonNode?>> answer) =>
        (_, services) => services.AddSingleton<IQuestionAnswerer>(new ScriptedAnswerer(answer));
}
