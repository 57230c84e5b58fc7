using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Host.Tests.Runtime;
using StrongCities.Runtime.Definitions;
using StrongCities.Runtime.Editing;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Editing;

/// <summary>Who may write a draft when, on a clock that only moves when told.</summary>
public sealed class LeaseTests : IAsyncLifetime
{
    private const string Id = "asked";
    private static readonly Author Ana = new(AuthorKind.Person, "ana", "Ana");
    private static readonly Author Boris = new(AuthorKind.Person, "boris", "Boris");
    private static readonly Author Pipeline = new(AuthorKind.Program, "pipeline", "pipeline");
    private readonly Rig rig = Rig.Make();

    /// <summary>Ana saved first, in window one, as the first change of all; then somebody saves something else.</summary>
    public static TheoryData<string, Author, int, bool> Saves => new()
    {
        { "her own window goes on", Ana with { Session = "one" }, 1, true },
        { "her own window goes on after the lease", Ana with { Session = "one" }, 500, true },
        { "her other window was opened since", Ana with { Session = "two", Seen = 1 }, 1, true },
        { "her other window was opened before", Ana with { Session = "two" }, 1, false },
        { "her other window was opened before, and the lease is long over", Ana with { Session = "two" }, 500, false },
        { "she acts on a page without a window", Ana, 1, true },
        { "another person has seen it, but she is at it", Boris with { Session = "three", Seen = 1 }, 119, false },
        { "another person has seen it, and she stopped", Boris with { Session = "three", Seen = 1 }, 120, true },
        { "another person has not seen it, and she stopped", Boris with { Session = "three" }, 500, false },
        { "another person acts on a page, but she is at it", Boris, 1, false },
        { "another person acts on a page, and she stopped", Boris, 120, true },
        { "a program comes last and wins", Pipeline, 1, true },
        { "the host loads files", Author.Host, 1, true },
    };

    public async ValueTask InitializeAsync() => await rig.StartAsync();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Theory]
    [MemberData(nameof(Saves))]
    public async Task A_draft_stays_with_who_edits_it_and_no_window_overwrites_what_it_has_not_seen(string why, Author who, int secondsLater, bool saved)
    {
        await SaveAsync(Ana with { Session = "one" }, "First");
        rig.Time.Advance(TimeSpan.FromSeconds(secondsLater));

        var result = await SaveAsync(who, "Second");

        Assert.True(result is DefinitionStored == saved, $"{why}: {result}");
        Assert.True(result is DraftHeld == !saved, $"{why}: {result}");
        Assert.Equal(saved ? "Second" : "First", await EventAsync());
    }

    [Fact]
    public async Task A_refusal_says_who_since_when_and_what_to_do()
    {
        await SaveAsync(Ana with { Session = "one" }, "First");
        rig.Time.Advance(TimeSpan.FromSeconds(60));
        await SaveAsync(Ana with { Session = "one" }, "Second");
        rig.Time.Advance(TimeSpan.FromSeconds(100));

        var held = Assert.IsType<DraftHeld>(await SaveAsync(Boris with { Session = "three", Seen = 2 }, "Third"));

        var text = string.Join(' ', held.Problems.Select(problem => $"{problem.Message} {problem.Mend}"));
        Assert.Contains("Ana has been editing this workflow since 2026-03-02 08:00 UTC", text, StringComparison.Ordinal);
        Assert.Contains("Take over", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_take_over_the_other_is_refused_and_nothing_of_either_is_lost()
    {
        var ana = Ana with { Session = "one" };
        await SaveAsync(ana, "Hers");
        Assert.True(await rig.Get<TakeOverDraft>().RunAsync(Id, Boris, Rig.Cancellation));
        var seen = (await rig.Get<FindDraft>().RunAsync(Id, Rig.Cancellation)).State.Seen;

        Assert.IsType<DraftHeld>(await SaveAsync(ana, "Hers, later"));
        Assert.IsType<DraftHeld>(await SaveAsync(ana, "Hers, last"));
        Assert.IsType<DefinitionStored>(await SaveAsync(Boris with { Session = "three", Seen = seen }, "His"));

        Assert.Equal("His", await EventAsync());
        Assert.Equal(["His", "Hers, last", "Hers"], await KeptAsync());
        var unsaved = (await ListAsync()).Single(line => line.Change.Kind == ChangeKind.Refused);
        Assert.IsType<DefinitionStored>(await rig.Get<RestoreDraft>().RunAsync(Id, unsaved.Change.Id, Boris, Rig.Cancellation));
        Assert.Equal("Hers, last", await EventAsync());
    }

    [Fact]
    public async Task Every_replaced_draft_can_be_restored_also_those_that_programs_replaced()
    {
        await SaveAsync(Ana, "First");
        await SaveAsync(Pipeline, "Second");
        await SaveAsync(Pipeline, "Third");

        var first = (await ListAsync()).Last(line => line.IsKept);
        Assert.Equal("ana", first.Change.AuthorId);
        Assert.IsType<DefinitionStored>(await rig.Get<RestoreDraft>().RunAsync(Id, first.Change.Id, Pipeline, Rig.Cancellation));

        Assert.Equal("First", await EventAsync());
        Assert.Equal(["First", "Third", "Second", "First"], await KeptAsync());
    }

    [Fact]
    public async Task Of_a_deleted_workflow_the_last_draft_comes_back()
    {
        await SaveAsync(Ana, "First");
        await rig.Get<DeleteDefinitions>().RunAsync([Id], Ana, Rig.Cancellation);
        Assert.IsType<DraftHeld>(await SaveAsync(Boris with { Session = "three" }, "Brought back without knowing"));

        var kept = (await ListAsync()).Last(line => line.IsKept);
        Assert.IsType<DefinitionStored>(await rig.Get<RestoreDraft>().RunAsync(Id, kept.Change.Id, Ana, Rig.Cancellation));

        Assert.Equal("First", await EventAsync());
    }

    [Fact]
    public async Task A_draft_from_before_there_was_a_record_is_kept_when_it_is_replaced()
    {
        await SaveAsync(Ana, "Old");
        await rig.ReadAsync(db => db.DefinitionChanges.ExecuteDeleteAsync());

        await SaveAsync(Ana, "New");

        Assert.Equal(["New", "Old"], await KeptAsync());
    }

    [Fact]
    public async Task Saving_what_is_there_already_makes_nobody_its_author()
    {
        await SaveAsync(Ana, "First");
        rig.Time.Advance(TimeSpan.FromHours(1));

        Assert.IsType<DefinitionStored>(await SaveAsync(Boris with { Session = "three" }, "First"));

        Assert.Equal("ana", Assert.Single(await ListAsync()).Change.AuthorId);
    }

    [Fact]
    public async Task Kept_states_are_bounded_by_count_and_age_and_what_else_happened_stays_on_record()
    {
        var bounded = Rig.Make();
        bounded.Settings["Runtime:Editing:KeptDrafts"] = "3";
        bounded.Settings["Runtime:Editing:KeptFor"] = "10.00:00:00";
        await bounded.StartAsync();
        await using var _ = bounded;
        foreach (var name in (string[])["1", "2", "3", "4", "5"])
        {
            await SaveAsync(Ana, name, bounded);
        }

        await bounded.Get<TakeOverDraft>().RunAsync(Id, Boris, Rig.Cancellation);
        Assert.Equal(["5", "4", "3"], await KeptAsync(bounded));
        bounded.Time.Advance(TimeSpan.FromDays(11));
        await SaveAsync(Ana, "6", bounded);

        Assert.Equal(["6"], await KeptAsync(bounded));
        Assert.Contains(await ListAsync(bounded), line => line.Change.Kind == ChangeKind.TakenOver);
    }

    private async Task<DefinitionResult> SaveAsync(Author author, string eventName, Rig? on = null)
    {
        var model = new JsonObject { ["model"] = Flow.Sequence(Id, Flow.Event("e", eventName)) };
        return await (on ?? rig).Get<SaveDefinition>().RunAsync(Encoding.UTF8.GetBytes(model.ToJsonString()), publish: false, author, Rig.Cancellation);
    }

    private Task<string> EventAsync() => rig.ReadAsync(async db =>
        EventIn((await db.Definitions.AsNoTracking().SingleAsync(row => row.DefinitionId == Id && row.IsLatest)).Json));

    private async Task<IReadOnlyList<string>> KeptAsync(Rig? on = null) => await (on ?? rig).ReadAsync(async db =>
        (await db.DefinitionChanges.AsNoTracking().Where(change => change.Content != null).OrderByDescending(change => change.Id).ToListAsync())
            .Select(change => EventIn(change.Content!)).ToList());

    private Task<IReadOnlyList<ChangeLine>> ListAsync(Rig? on = null) => (on ?? rig).Get<ListChanges>().RunAsync(Id, null, 100, Rig.Cancellation);

    private static string EventIn(byte[] json) => JsonNode.Parse(json)!["root"]!["activities"]![0]!["eventName"]!["expression"]!["value"]!.GetValue<string>();
}
