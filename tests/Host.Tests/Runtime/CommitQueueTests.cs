using Microsoft.EntityFrameworkCore;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Runtime;

public sealed class CommitQueueTests
{
    [Fact]
    public async Task Units_that_wait_share_one_transaction()
    {
        await using var rig = await Rig.StartAsync();
        var transactions = new HashSet<Guid>();
        await using var held = await HoldAsync(rig);
        var units = Enumerable.Range(0, 20).Select(index => rig.Commits.CommitAsync(
            (db, _) =>
            {
                transactions.Add(db.Database.CurrentTransaction!.TransactionId);
                db.Add(new Note { Text = $"{index}" });
                return Task.FromResult(UnitResult.Keep(index));
            },
            Rig.Cancellation)).ToList();
        held.Release();
        await held.Ended;

        Assert.Equal(Enumerable.Range(0, 20), await Task.WhenAll(units));
        Assert.Single(transactions);
        Assert.Equal(Enumerable.Range(0, 20).Select(index => $"{index}"), await NotesAsync(rig));
    }

    [Fact]
    public async Task A_batch_is_no_larger_than_its_limit()
    {
        await using var rig = Rig.Make();
        rig.Settings["Runtime:Commits:MaxBatch"] = "3";
        await rig.StartAsync();
        var sizes = new Dictionary<Guid, int>();
        await using var held = await HoldAsync(rig);
        var units = Enumerable.Range(0, 9).Select(index => rig.Commits.CommitAsync(
            (db, _) =>
            {
                var id = db.Database.CurrentTransaction!.TransactionId;
                sizes[id] = sizes.GetValueOrDefault(id) + 1;
                return Task.FromResult(UnitResult.Keep(index));
            },
            Rig.Cancellation)).ToList();
        held.Release();
        await Task.WhenAll([held.Ended, .. units]);

        // The workers' first units may stand between ours.
        Assert.Equal(9, sizes.Values.Sum());
        Assert.All(sizes.Values, size => Assert.InRange(size, 1, 3));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_unit_that_refuses_or_throws_takes_only_itself_back(bool shares)
    {
        await using var rig = await Rig.StartAsync();
        await using var held = await HoldAsync(rig);
        var before = AddAsync(rig, "before", keep: true, shares);
        var refused = AddAsync(rig, "refused", keep: false, shares);
        var thrown = rig.Commits.CommitAsync<int>(
            async (db, cancellation) =>
            {
                db.Add(new Note { Text = "thrown" });
                await db.SaveChangesAsync(cancellation);
                throw new InvalidOperationException("on purpose");
            },
            shares,
            Rig.Cancellation);
        var clash = rig.Commits.CommitAsync(
            (db, _) =>
            {
                db.Outbox.Add(Row(rig, "same"));
                db.Outbox.Add(Row(rig, "same"));
                return Task.FromResult(UnitResult.Keep(0));
            },
            shares,
            Rig.Cancellation);
        var after = AddAsync(rig, "after", keep: true, shares);
        held.Release();

        await held.Ended;
        Assert.Equal("before", await before);
        Assert.Equal("refused", await refused);
        Assert.Equal("on purpose", (await Assert.ThrowsAsync<InvalidOperationException>(() => thrown)).Message);
        await Assert.ThrowsAsync<DbUpdateException>(() => clash);
        Assert.Equal("after", await after);
        Assert.Equal(["before", "after"], await NotesAsync(rig));
        Assert.Equal(0, await rig.ReadAsync(db => db.Outbox.CountAsync(Rig.Cancellation)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_unit_that_ends_the_transaction_fails_alone_and_the_others_run_again(bool shares)
    {
        await using var rig = await Rig.StartAsync();
        await using var held = await HoldAsync(rig);
        var before = AddAsync(rig, "before", keep: true, shares);
        var breaking = rig.Commits.CommitAsync<int>(
            async (db, cancellation) =>
            {
                await db.Database.ExecuteSqlRawAsync("ROLLBACK", cancellation);
                throw new InvalidOperationException("on purpose");
            },
            shares,
            Rig.Cancellation);
        var after = AddAsync(rig, "after", keep: true, shares);
        held.Release();

        await held.Ended;
        await Assert.ThrowsAsync<InvalidOperationException>(() => breaking);
        Assert.Equal("before", await before);
        Assert.Equal("after", await after);
        Assert.Equal(["before", "after"], await NotesAsync(rig));
    }

    [Fact]
    public async Task When_the_commit_itself_fails_every_caller_hears_of_it()
    {
        await using var rig = await Rig.StartAsync();
        await using var held = await HoldAsync(rig);
        var one = AddAsync(rig, "one", keep: true);
        var spoiling = rig.Commits.CommitAsync(
            async (db, cancellation) =>
            {
                // A foreign key that is looked at when the transaction ends.
                await db.Database.ExecuteSqlRawAsync(
                    "CREATE TABLE Child (Parent TEXT REFERENCES Instances(Id) DEFERRABLE INITIALLY DEFERRED); INSERT INTO Child VALUES ('nobody')",
                    cancellation);
                return UnitResult.Keep(0);
            },
            Rig.Cancellation);
        held.Release();

        await held.Ended;
        await Assert.ThrowsAnyAsync<Exception>(() => spoiling);
        await Assert.ThrowsAnyAsync<Exception>(() => one);
        Assert.Empty(await NotesAsync(rig));
        Assert.Equal("again", await AddAsync(rig, "again", keep: true));
    }

    [Fact]
    public async Task A_caller_can_give_up_while_its_unit_waits_but_not_once_it_runs()
    {
        await using var rig = await Rig.StartAsync();
        using var giveUp = new CancellationTokenSource();
        var running = new TaskCompletionSource();
        var first = new TaskCompletionSource();
        var runs = rig.Commits.CommitAsync(
            async (db, _) =>
            {
                db.Add(new Note { Text = "ran" });
                running.SetResult();
                await first.Task;
                return UnitResult.Keep("ran");
            },
            giveUp.Token);
        await running.Task;
        var waits = rig.Commits.CommitAsync(
            (db, _) => { db.Add(new Note { Text = "waited" }); return Task.FromResult(UnitResult.Keep("waited")); }, giveUp.Token);
        await giveUp.CancelAsync();
        first.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);
        Assert.Equal("ran", await runs);
        await AddAsync(rig, "last", keep: true);
        Assert.Equal(["ran", "last"], await NotesAsync(rig));
    }

    [Fact]
    public async Task Shutting_down_finishes_what_waits_and_takes_no_more()
    {
        await using var rig = await Rig.StartAsync();
        var commits = rig.Commits;
        await using var held = await HoldAsync(rig);
        var waiting = Enumerable.Range(0, 100).Select(index => AddAsync(rig, $"{index}", keep: true)).ToList();
        var ending = commits.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => AddAsync(rig, "late", keep: true));
        held.Release();

        await ending;
        await Task.WhenAll([held.Ended, .. waiting]);
        Assert.Equal(100, (await NotesAsync(rig)).Count);
    }

    [Fact]
    public async Task A_stop_gives_up_after_its_time_and_what_is_under_way_is_still_told_the_truth()
    {
        await using var rig = Rig.Make();
        rig.Settings["Runtime:Commits:MaxBatch"] = "1";
        rig.Settings["Runtime:Commits:FinishWithin"] = "00:00:05";
        await rig.StartAsync();
        var commits = rig.Commits;
        await using var held = await HoldAsync(rig);
        var waiting = AddAsync(rig, "waits", keep: true);
        var ending = commits.DisposeAsync();

        rig.Time.Advance(TimeSpan.FromSeconds(5));

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        held.Release();
        await ending;
        await held.Ended;
        Assert.Empty(await NotesAsync(rig));
    }

    /// <summary>Keeps the writer busy, so that whatever is queued next forms a batch.</summary>
    private static async Task<HeldWriter> HoldAsync(Rig rig)
    {
        await rig.IdleAsync();
        return await HeldWriter.HoldAsync(rig.Commits);
    }

    private static Task<string> AddAsync(Rig rig, string text, bool keep, bool shares = false) => rig.Commits.CommitAsync(
        async (db, cancellation) =>
        {
            db.Add(new Note { Text = text });
            await db.SaveChangesAsync(cancellation);
            return new UnitResult<string>(text, keep);
        },
        shares,
        Rig.Cancellation);

    private static OutboxRow Row(Rig rig, string key) =>
        new() { Kind = "nobody", Key = key, Body = [], DueAt = rig.Time.GetUtcNow(), CreatedAt = rig.Time.GetUtcNow() };

    private static Task<List<string>> NotesAsync(Rig rig) =>
        rig.ReadAsync(db => db.Set<Note>().OrderBy(note => note.Id).Select(note => note.Text).ToListAsync(Rig.Cancellation));
}
