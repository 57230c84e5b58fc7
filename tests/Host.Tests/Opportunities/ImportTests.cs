using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.CommonGrants;
using StrongCities.Hub.Opportunities.Import;
using Xunit;

namespace StrongCities.Host.Tests.Opportunities;

public sealed class ImportTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Opportunities", "Import");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_folder_is_taken_in_full_each_faulty_record_is_explained_and_a_second_time_nothing_is_new()
    {
        await using var world = await HubWorld.StartAsync();
        var hub = Guid.NewGuid();
        var import = world.Services.GetRequiredService<ImportFolder>();
        var files = await import.RunAsync(hub, Folder, Token);
        Assert.Equal(["1-first", "2-second", "3-broken"], files.Select(file => file.Name));
        Assert.Equal((10, 4, 6), (files[0].Records, files[0].Count(TakeOutcome.New), files[0].Faulty.Count));
        Assert.Equal((2, 1, 1, 0), (files[1].Records, files[1].Count(TakeOutcome.Duplicate), files[1].Count(TakeOutcome.New), files[1].Faulty.Count));
        Assert.Equal(
            [
                "'keyDates.closeDate.date' must be a day such as 2026-09-23, this is '2026-02-30'",
                "'funding.maxAwardAmount.amount' is no number: 'much'",
                "'title' is missing or empty",
                "'status.value' is missing",
                "'id' is missing: without it the next run would not know the record again",
                "a record must be an object, this is String",
            ],
            files[0].Faulty.Select(faulty => faulty.Problem));
        Assert.Equal("record 10", files[0].Faulty[^1].Key);
        Assert.StartsWith("the file is no JSON", Assert.Single(files[2].Faulty).Problem, StringComparison.Ordinal);

        var again = await import.RunAsync(hub, Folder, Token);
        Assert.Equal((4, 2), (again[0].Count(TakeOutcome.Same), again[1].Count(TakeOutcome.Same)));
        await using var db = world.Db();
        Assert.Equal(5, await db.Opportunities.CountAsync(o => o.HubId == hub, Token));
        Assert.False(await db.OpportunityChanges.AnyAsync(Token));
    }

    [Fact]
    public async Task A_stream_of_changes_replays_to_what_the_records_say()
    {
        await using var world = await HubWorld.StartAsync();
        var (events, records) = await ReadAsync();
        var hub = Guid.NewGuid();
        var result = await world.Services.GetRequiredService<ReplayChanges>().RunAsync(hub, events, records, Token);
        Assert.Empty(result.Problems);
        Assert.Equal((3, 9), (result.Before, result.Events));
        Assert.Equal(
            ["New -> New: 2", "New -> Changed: 1", "Amended -> Same: 1", "DeadlineChanged -> Changed: 1", "ClosingSoon: 2", "ClosedOrRemoved: 2"],
            result.Lines());
        await using var db = world.Db();
        var moved = await db.OpportunityChanges.SingleAsync(change => change.Field == "CloseDate", Token);
        Assert.Equal((new DateOnly(2026, 8, 20), new DateOnly(2026, 9, 30)), (DayOf(moved.Old), DayOf(moved.New)));
        Assert.Equal(new DateTimeOffset(2026, 8, 2, 10, 0, 0, TimeSpan.Zero), moved.At);
        Assert.Equal("EX-2026-04", (await db.Opportunities.SingleAsync(o => o.HubId == hub && o.GoneAt != null, Token)).Facts.Number);
    }

    [Fact]
    public async Task A_replay_that_ends_otherwise_says_so()
    {
        await using var world = await HubWorld.StartAsync();
        var (events, records) = await ReadAsync();
        var wrong = events.Select(one => one.Type == ChangeEventType.DeadlineChanged ? one with { Deadline = new DateOnly(2026, 9, 1) } : one).ToList();
        var result = await world.Services.GetRequiredService<ReplayChanges>().RunAsync(Guid.NewGuid(), wrong, records, Token);
        Assert.Equal("EX-2026-01: ends otherwise than its record: CloseDate", result.Problems[^1]);
    }

    private static DateOnly DayOf(string? json) => Assert.IsType<DayDate>(FactsJson.Read<KeyDate>(json)).Day;

    private static async Task<(IReadOnlyList<ChangeEvent> Events, IReadOnlyDictionary<string, FoundOpportunity> Records)> ReadAsync()
    {
        using var changes = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(Folder, "4-changes.json"), Token));
        using var first = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(Folder, "1-first.json"), Token));
        return (
            ChangeEvent.Read(changes.RootElement)!,
            CommonGrantsJson.Read(first.RootElement).OfType<ReadFound>().ToDictionary(read => read.Found.Key, read => read.Found));
    }
}
