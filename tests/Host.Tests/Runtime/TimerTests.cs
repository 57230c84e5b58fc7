using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Engine.Execution;
using StrongCities.Runtime;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Runtime;

public sealed class TimerTests
{
    [Fact]
    public async Task A_timer_fires_when_its_time_has_come_and_not_before()
    {
        await using var rig = await Rig.StartAsync(Flow.Sequence("wait", Flow.Delay("delay", TimeSpan.FromDays(70))));
        var state = await rig.StartInstanceAsync("wait");

        rig.Time.Advance(TimeSpan.FromDays(70) - TimeSpan.FromTicks(1));
        await rig.IdleAsync();
        Assert.Equal(WorkflowStatus.Running, (await rig.RowAsync(state.Id)).Status);

        rig.Time.Advance(TimeSpan.FromTicks(1));
        await rig.IdleAsync();
        Assert.Equal(WorkflowStatus.Finished, (await rig.RowAsync(state.Id)).Status);
    }

    [Fact]
    public async Task Timers_fire_in_the_order_of_their_times_over_more_than_one_page()
    {
        await using var rig = Rig.Make((_, services) => services.AddSingleton<IEffectHandler, NoteTakenHandler>());
        rig.Settings["Runtime:Timers:PageSize"] = "3";
        int[] days = [5, 2, 8, 1, 7, 3, 6, 4];
        foreach (var day in days)
        {
            rig.Write($"d{day}.json", Flow.Sequence($"d{day}", Flow.Delay("delay", TimeSpan.FromDays(day)), Flow.Step($"{day}", "Test.Note")).ToJsonString());
        }

        await rig.StartAsync();
        foreach (var day in days)
        {
            await rig.StartInstanceAsync($"d{day}");
        }

        rig.Time.Advance(TimeSpan.FromDays(30));
        await rig.IdleAsync();

        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8"], await NotesAsync(rig));
    }

    /// <summary>So many set off at once as may, in the order of their times: none is committed before one that is that many places ahead of it.</summary>
    [Fact]
    public async Task Thousands_that_are_due_within_a_minute_fire_in_order()
    {
        const int Timers = 2_000;
        const int Delays = 10;
        const int AtOnce = 64;
        await using var rig = Rig.Make((_, services) => services.AddSingleton<IEffectHandler, NoteInstanceHandler>());
        rig.Settings["Runtime:Timers:Parallelism"] = $"{AtOnce}";
        for (var i = 0; i < Delays; i++)
        {
            rig.Write($"d{i}.json", Flow.Sequence($"d{i}", Flow.Delay("delay", TimeSpan.FromSeconds(60 - i)), Flow.Step("note", "Test.Note")).ToJsonString());
        }

        await rig.StartAsync();
        var due = new List<(DateTimeOffset Due, string Id)>();
        for (var i = 0; i < Timers; i++)
        {
            rig.Time.Advance(TimeSpan.FromMilliseconds(1));
            var state = await rig.StartInstanceAsync($"d{i % Delays}");
            due.Add((state.Bookmarks[0].DueAt!.Value, state.Id));
        }

        rig.Time.Advance(TimeSpan.FromMinutes(5));
        await rig.IdleAsync();

        var fired = await NotesAsync(rig);
        var places = due.Order().Index().ToDictionary(timer => timer.Item.Id, timer => timer.Index);
        Assert.Equal(Timers, fired.Distinct().Count());
        Assert.All(fired.Index(), note => Assert.InRange(places[note.Item], 0, note.Index + AtOnce - 1));
    }

    [Fact]
    public async Task An_earlier_timer_that_is_stored_later_wakes_the_sleeper()
    {
        await using var rig = await Rig.StartAsync(
            Flow.Sequence("late", Flow.Delay("delay", TimeSpan.FromMinutes(59))), Flow.Sequence("soon", Flow.Delay("delay", TimeSpan.FromSeconds(2))));
        await rig.StartInstanceAsync("late");
        await rig.IdleAsync();
        var soon = await rig.StartInstanceAsync("soon");

        // Less than the longest sleep: only a ring can wake the worker for it.
        rig.Time.Advance(TimeSpan.FromSeconds(2));
        await rig.IdleAsync();

        Assert.Equal(WorkflowStatus.Finished, (await rig.RowAsync(soon.Id)).Status);
    }

    [Fact]
    public async Task A_timer_that_two_processes_fire_acts_once()
    {
        await using var rig = await Rig.StartAsync(
            (_, services) => services.AddSingleton<IEffectHandler, NoteTakenHandler>(),
            Flow.Sequence("wait", Flow.Delay("delay", TimeSpan.FromHours(1)), Flow.Step("note", "Test.Note"), Flow.Event("stay", "Go")));
        for (var i = 0; i < 20; i++)
        {
            await rig.StartInstanceAsync("wait");
        }

        await rig.StartAsync();
        rig.Time.Advance(TimeSpan.FromHours(2));
        await Rig.UntilAsync(async () => (await NotesAsync(rig)).Count >= 20);
        await rig.IdleAsync();

        Assert.Equal(20, (await NotesAsync(rig)).Count);
        Assert.True(await rig.ReadAsync(db => db.Instances.AllAsync(row => row.Revision == 2, Rig.Cancellation)));
    }

    [Fact]
    public async Task Timers_that_fell_due_while_the_host_was_down_fire_at_start()
    {
        await using var rig = await Rig.StartAsync(Flow.Sequence("wait", Flow.Delay("delay", TimeSpan.FromDays(1))));
        var state = await rig.StartInstanceAsync("wait");
        await rig.IdleAsync();
        await rig.RestartAsync(whileDown: () => rig.Time.Advance(TimeSpan.FromDays(2)));

        await rig.IdleAsync();

        Assert.Equal(WorkflowStatus.Finished, (await rig.RowAsync(state.Id)).Status);
    }

    [Fact]
    public async Task A_timer_that_fails_is_put_off_further_each_time_and_holds_up_no_other()
    {
        // Nobody applies the note: the burst of this timer cannot be committed.
        await using var rig = await Rig.StartAsync(
            Flow.Sequence("bad", Flow.Delay("delay", TimeSpan.FromHours(1)), Flow.Step("note", "Test.Note")),
            Flow.Sequence("good", Flow.Delay("delay", TimeSpan.FromHours(1))));
        var bad = await rig.StartInstanceAsync("bad");
        var good = await rig.StartInstanceAsync("good");
        var due = rig.Time.GetUtcNow() + TimeSpan.FromHours(1);

        rig.Time.SetUtcNow(due);
        await rig.IdleAsync();
        Assert.Equal(WorkflowStatus.Finished, (await rig.RowAsync(good.Id)).Status);
        Assert.Equal(due + TimeSpan.FromSeconds(5), await rig.Get<RuntimeIdle>().NextDueAsync(Rig.Cancellation));

        rig.Time.SetUtcNow(due + TimeSpan.FromSeconds(5));
        await rig.IdleAsync();
        Assert.Equal(due + TimeSpan.FromSeconds(15), await rig.Get<RuntimeIdle>().NextDueAsync(Rig.Cancellation));
        Assert.Equal(2, await rig.ReadAsync(db => db.Bookmarks.Where(row => row.InstanceId == bad.Id).Select(row => row.FailedAttempts).SingleAsync(Rig.Cancellation)));
        Assert.Equal(1, (await rig.RowAsync(bad.Id)).Revision);
    }

    [Fact]
    public async Task A_timer_whose_instance_does_not_know_it_is_swept_away()
    {
        await using var rig = await Rig.StartAsync();
        await rig.Commits.CommitAsync(
            (db, _) =>
            {
                db.Bookmarks.Add(new BookmarkRow
                {
                    Id = "stray", InstanceId = "nobody", Name = "n", Hash = "h", ActivityId = "a", ActivityInstanceId = "x", DueAt = rig.Time.GetUtcNow(),
                });
                return Task.FromResult(UnitResult.Keep(0));
            },
            Rig.Cancellation);

        await rig.IdleAsync();

        Assert.Equal(0, await rig.ReadAsync(db => db.Bookmarks.CountAsync(Rig.Cancellation)));
    }

    [Fact]
    public async Task A_bookmark_that_stays_is_resumed_by_the_clock_once()
    {
        await using var rig = await Rig.StartAsync(Flow.Sequence("bell", Flow.Step("bell", "Test.Bell")));
        var state = await rig.StartInstanceAsync("bell");
        rig.Time.Advance(TimeSpan.FromHours(1));
        await rig.IdleAsync();

        Assert.Single(await rig.JournalAsync(state.Id), entry => entry.EventName == "Rang");
        Assert.Null(await rig.Get<RuntimeIdle>().NextDueAsync(Rig.Cancellation));
        Assert.IsType<Resumed>(await rig.ResumeAsync(state, state.Bookmarks[0]));
    }

    [Fact]
    public async Task The_clock_can_be_stepped_from_one_due_moment_to_the_next()
    {
        await using var rig = await Rig.StartAsync(
            Flow.Sequence("wait", Flow.Delay("a", TimeSpan.FromDays(10)), Flow.Delay("b", TimeSpan.FromDays(20)), Flow.Delay("c", TimeSpan.FromDays(30))));
        var start = rig.Time.GetUtcNow();
        var state = await rig.StartInstanceAsync("wait");
        var steps = new List<double>();
        for (var next = await NextAsync(); next is { } moment; next = await NextAsync())
        {
            steps.Add((moment - start).TotalDays);
            rig.Time.SetUtcNow(moment);
        }

        Assert.Equal([10, 30, 60], steps);
        Assert.Equal(WorkflowStatus.Finished, (await rig.RowAsync(state.Id)).Status);

        async Task<DateTimeOffset?> NextAsync()
        {
            await rig.IdleAsync();
            return await rig.Get<RuntimeIdle>().NextDueAsync(Rig.Cancellation);
        }
    }

    private static Task<List<string>> NotesAsync(Rig rig) =>
        rig.ReadAsync(db => db.Set<Note>().OrderBy(note => note.Id).Select(note => note.Text).ToListAsync(Rig.Cancellation));

    private sealed class NoteInstanceHandler : EffectHandler<NoteTaken>
    {
        protected override Task ApplyAsync(RuntimeDb db, NoteTaken effect, EffectContext context, CancellationToken cancellation)
        {
            db.Set<Note>().Add(new Note { Text = context.InstanceId });
            return Task.CompletedTask;
        }
    }
}
