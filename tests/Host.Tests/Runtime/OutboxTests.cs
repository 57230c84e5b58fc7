using System.Collections.Concurrent;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Runtime;

public sealed class OutboxTests
{
    [Fact]
    public async Task Rows_are_sent_in_order_marked_and_emptied_with_what_comes_alongside()
    {
        var sent = new ConcurrentQueue<string>();
        await using var rig = await Rig.StartAsync(Sending((row, _) =>
        {
            sent.Enqueue(Encoding.UTF8.GetString(row.Body));
            return Task.FromResult<SendOutcome>(new Sent(Noting(row.Key, keep: true)));
        }));

        await QueueAsync(rig, "a", "b", "c");
        await rig.IdleAsync();

        Assert.Equal(["body of a", "body of b", "body of c"], sent);
        Assert.All(await RowsAsync(rig), row =>
        {
            Assert.Equal((OutboxState.Sent, 0, 1), (row.State, row.Body.Length, row.Attempts));
            Assert.Equal(rig.Time.GetUtcNow(), row.EndedAt);
        });
        Assert.Equal(3, await rig.ReadAsync(db => db.Set<Note>().CountAsync(Rig.Cancellation)));
    }

    [Fact]
    public async Task A_row_is_marked_as_being_sent_before_the_sender_sees_it()
    {
        var seen = OutboxState.Queued;
        Rig? running = null;
        await using var rig = await Rig.StartAsync(Sending(async (row, _) =>
        {
            seen = await running!.ReadAsync(db => db.Outbox.Where(r => r.Id == row.Id).Select(r => r.State).SingleAsync());
            return new Sent();
        }));
        running = rig;

        await QueueAsync(rig, "a");
        await rig.IdleAsync();

        Assert.Equal(OutboxState.Sending, seen);
    }

    [Fact]
    public async Task A_failed_row_is_tried_again_later_and_later_up_to_a_longest_wait()
    {
        var tries = new List<DateTimeOffset>();
        Rig? running = null;
        await using var rig = Rig.Make(Sending((_, _) =>
        {
            tries.Add(running!.Time.GetUtcNow());
            return tries.Count < 5 ? throw new InvalidOperationException("about ana@example.org") : Task.FromResult<SendOutcome>(new Sent());
        }));
        rig.Settings["Runtime:Outbox:FirstRetry"] = "00:00:10";
        rig.Settings["Runtime:Outbox:MaxRetry"] = "00:00:35";
        running = rig;
        await rig.StartAsync();
        var start = rig.Time.GetUtcNow();

        await QueueAsync(rig, "a");
        await StepAsync(rig, times: 4);

        Assert.Equal([0, 10, 30, 65, 100], tries.Select(moment => (moment - start).TotalSeconds));
        var row = Assert.Single(await RowsAsync(rig));
        Assert.Equal((OutboxState.Sent, 5), (row.State, row.Attempts));
    }

    [Fact]
    public async Task The_reason_of_a_failure_names_no_person()
    {
        await using var rig = await Rig.StartAsync(Sending((_, _) => throw new InvalidOperationException("about ana@example.org")));
        await QueueAsync(rig, "a");
        await rig.IdleAsync();

        var row = Assert.Single(await RowsAsync(rig));
        Assert.Equal((OutboxState.Queued, nameof(InvalidOperationException)), (row.State, row.LastError));
        Assert.NotEmpty(row.Body);
    }

    [Fact]
    public async Task A_sender_says_itself_when_to_try_again_or_never()
    {
        var answers = new Queue<SendOutcome>([new SendLater("greylisted", TimeSpan.FromMinutes(7)), new SendNever("no such mailbox", Noting("bounced", keep: true))]);
        await using var rig = await Rig.StartAsync(Sending((_, _) => Task.FromResult(answers.Dequeue())));
        var start = rig.Time.GetUtcNow();
        await QueueAsync(rig, "a");
        await rig.IdleAsync();
        Assert.Equal(start + TimeSpan.FromMinutes(7), await rig.Get<StrongCities.Runtime.RuntimeIdle>().NextDueAsync(Rig.Cancellation));

        await StepAsync(rig, times: 1);

        var row = Assert.Single(await RowsAsync(rig));
        Assert.Equal((OutboxState.Dead, "no such mailbox"), (row.State, row.LastError));
        Assert.Equal("bounced", await rig.ReadAsync(db => db.Set<Note>().Select(note => note.Text).SingleAsync(Rig.Cancellation)));
    }

    [Fact]
    public async Task A_row_that_never_goes_out_is_given_up_at_last()
    {
        await using var rig = Rig.Make((_, services) => services.AddSingleton<IOutboxSender>(
            new ScriptedSender("test", (_, _) => Task.FromResult<SendOutcome>(new SendLater("refused"))) { Last = Noting("given up", keep: true) }));
        rig.Settings["Runtime:Outbox:GiveUpAfter"] = "00:01:00";
        await rig.StartAsync();
        await QueueAsync(rig, "a");

        await StepAsync(rig, times: 4);

        var row = Assert.Single(await RowsAsync(rig));
        Assert.Equal((OutboxState.Dead, 5, "refused"), (row.State, row.Attempts, row.LastError));
        Assert.Empty(row.Body);
        Assert.Equal("given up", await rig.ReadAsync(db => db.Set<Note>().Select(note => note.Text).SingleAsync(Rig.Cancellation)));
    }

    [Fact]
    public async Task A_row_that_waited_out_an_outage_is_still_tried_and_a_sender_that_names_the_time_gives_up_itself()
    {
        TimeSpan? after = null;
        await using var rig = await Rig.StartAsync(Sending((_, _) => Task.FromResult<SendOutcome>(new SendLater("refused", after))));
        await QueueAsync(rig, "a");
        await rig.IdleAsync();
        rig.Time.Advance(TimeSpan.FromDays(30));
        await rig.IdleAsync();
        Assert.Equal((OutboxState.Queued, 2), await StandAsync());

        after = TimeSpan.FromMinutes(1);
        await StepAsync(rig, times: 6);
        Assert.Equal((OutboxState.Queued, 8), await StandAsync());

        async Task<(OutboxState, int)> StandAsync() => Assert.Single(await RowsAsync(rig)) is var row ? (row.State, row.Attempts) : default;
    }

    [Fact]
    public async Task When_what_comes_alongside_refuses_the_row_still_counts_as_sent()
    {
        await using var rig = await Rig.StartAsync(Sending((_, _) => Task.FromResult<SendOutcome>(new Sent(Noting("no", keep: false)))));
        await QueueAsync(rig, "a");
        await rig.IdleAsync();

        Assert.Equal(OutboxState.Sent, Assert.Single(await RowsAsync(rig)).State);
        Assert.Equal(0, await rig.ReadAsync(db => db.Set<Note>().CountAsync(Rig.Cancellation)));
    }

    [Fact]
    public async Task After_a_crash_only_what_was_in_flight_goes_out_again()
    {
        var sent = new ConcurrentQueue<string>();
        var crashed = false;
        var never = new TaskCompletionSource();
        await using var rig = Rig.Make(Sending(
            async (row, cancellation) =>
            {
                sent.Enqueue(row.Key);
                if (row.Key is "b" && !crashed)
                {
                    await never.Task.WaitAsync(cancellation);
                }

                return new Sent();
            }));
        rig.Settings["Runtime:Outbox:FinishWithin"] = "00:00:00";
        await rig.StartAsync();
        await QueueAsync(rig, "a", "b", "c");
        await Rig.UntilAsync(() => sent.Count == 2);
        crashed = true;

        await rig.StartAsync();
        await rig.IdleAsync();

        Assert.Equal(["a", "b", "b", "c"], sent);
        Assert.All(await RowsAsync(rig), row => Assert.Equal(OutboxState.Sent, row.State));
    }

    [Fact]
    public async Task A_stop_finishes_what_is_under_way_and_puts_back_what_was_not_begun()
    {
        var started = new ConcurrentQueue<string>();
        var goOn = new TaskCompletionSource();
        await using var rig = await Rig.StartAsync((_, services) => services.AddSingleton<IOutboxSender>(new ScriptedSender("test", async (row, cancellation) =>
        {
            started.Enqueue(row.Key);
            await goOn.Task.WaitAsync(cancellation);
            return new Sent(Noting(row.Key, keep: true));
        })
        {
            Ahead = 1,
        }));
        await QueueAsync(rig, "a", "b", "c");
        await Rig.UntilAsync(async () => (await RowsAsync(rig)).Count(row => row.State == OutboxState.Sending) == 2 && started.Count == 1);

        List<(string, OutboxState, int)>? left = null;
        var restart = rig.RestartAsync(whileDown: () => left = Stand());
        await Rig.UntilAsync(() => Stand()[1].State == OutboxState.Queued);
        goOn.SetResult();
        await restart;
        await rig.IdleAsync();

        Assert.Equal([("a", OutboxState.Sent, 1), ("b", OutboxState.Queued, 0), ("c", OutboxState.Queued, 0)], left);
        Assert.Equal(["a", "b", "c"], started);
        Assert.Equal(3, await rig.ReadAsync(db => db.Set<Note>().CountAsync(Rig.Cancellation)));

        List<(string Key, OutboxState State, int Attempts)> Stand() =>
            rig.ReadFile(db => db.Outbox.AsNoTracking().OrderBy(row => row.Id).AsEnumerable().Select(row => (row.Key, row.State, row.Attempts)).ToList());
    }

    [Fact]
    public async Task A_stop_breaks_off_a_send_that_takes_too_long_and_the_next_start_takes_it_up()
    {
        var tries = 0;
        await using var rig = Rig.Make(Sending(async (_, cancellation) =>
        {
            if (Interlocked.Increment(ref tries) == 1)
            {
                await new TaskCompletionSource().Task.WaitAsync(cancellation);
            }

            return new Sent();
        }));
        rig.Settings["Runtime:Outbox:FinishWithin"] = "00:00:00.05";
        await rig.StartAsync();
        await QueueAsync(rig, "a");
        await Rig.UntilAsync(() => tries == 1);

        await rig.RestartAsync(whileDown: () =>
            Assert.Equal(OutboxState.Sending, Assert.Single(rig.ReadFile(db => db.Outbox.AsNoTracking().ToList())).State));
        await rig.IdleAsync();

        Assert.Equal((OutboxState.Sent, 2), Assert.Single(await RowsAsync(rig)) is var row ? (row.State, row.Attempts) : default);
    }

    [Fact]
    public async Task No_more_rows_are_in_flight_than_the_sender_takes()
    {
        var (now, most) = (0, 0);
        await using var rig = await Rig.StartAsync(Sending(
            async (_, _) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                await Task.Yield();
                Interlocked.Decrement(ref now);
                return new Sent();
            },
            parallelism: 3));

        await QueueAsync(rig, [.. Enumerable.Range(0, 50).Select(n => $"{n}")]);
        await rig.IdleAsync();

        Assert.InRange(most, 1, 3);
        Assert.All(await RowsAsync(rig), row => Assert.Equal(OutboxState.Sent, row.State));
    }

    [Fact]
    public async Task The_same_deed_cannot_be_queued_twice()
    {
        await using var rig = await Rig.StartAsync(Sending((_, _) => Task.FromResult<SendOutcome>(new Sent())));
        await QueueAsync(rig, "a");
        await Assert.ThrowsAsync<DbUpdateException>(() => QueueAsync(rig, "a"));
        Assert.Single(await RowsAsync(rig));
    }

    private static Action<Rig, IServiceCollection> Sending(Func<OutboxRow, CancellationToken, Task<SendOutcome>> send, int parallelism = 1) =>
        (_, services) => services.AddSingleton<IOutboxSender>(new ScriptedSender("test", send) { Parallelism = parallelism });

    private static Task<int> QueueAsync(Rig rig, params string[] keys) => rig.Commits.CommitAsync(
        (db, _) =>
        {
            var now = rig.Time.GetUtcNow();
            db.Outbox.AddRange(keys.Select(key => new OutboxRow
            {
                Kind = "test", Key = key, Body = Encoding.UTF8.GetBytes($"body of {key}"), DueAt = now, CreatedAt = now,
            }));
            return Task.FromResult(UnitResult.Keep(0));
        },
        Rig.Cancellation);

    /// <summary>Moves the clock from one due moment to the next.</summary>
    private static async Task StepAsync(Rig rig, int times)
    {
        var idle = rig.Get<StrongCities.Runtime.RuntimeIdle>();
        for (var i = 0; i < times; i++)
        {
            await rig.IdleAsync();
            rig.Time.SetUtcNow(Assert.NotNull(await idle.NextDueAsync(Rig.Cancellation)));
        }

        await rig.IdleAsync();
    }

    private static Task<List<OutboxRow>> RowsAsync(Rig rig) =>
        rig.ReadAsync(db => db.Outbox.AsNoTracking().OrderBy(row => row.Id).ToListAsync(Rig.Cancellation));

    private static Alongside Noting(string text, bool keep) => (db, _) =>
    {
        db.Set<Note>().Add(new Note { Text = text });
        return Task.FromResult(keep);
    };
}
