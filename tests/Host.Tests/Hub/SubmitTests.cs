using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using Xunit;

namespace StrongCities.Host.Tests.Hub;

public sealed class SubmitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, RequestForm> BadForms => new()
    {
        { "Title", "Problem.Required", HubWorld.CompleteForm() with { Title = "  " } },
        { "Title", "Problem.TooLong", HubWorld.CompleteForm() with { Title = new string('x', 201) } },
        { "Lane", "Problem.Choice", HubWorld.CompleteForm() with { Lane = null } },
        { "Lane", "Problem.Choice", HubWorld.CompleteForm() with { Lane = (Lane)9 } },
        { "Problem", "Problem.Required", HubWorld.CompleteForm() with { Problem = "" } },
        { "Problem", "Problem.TooLong", HubWorld.CompleteForm() with { Problem = new string('x', 4001) } },
        { "Wish", "Problem.TooLong", HubWorld.CompleteForm() with { Wish = new string('x', 4001) } },
        { "WishedBy", "Problem.PastDate", HubWorld.CompleteForm() with { WishedBy = new DateOnly(2026, 9, 12) } },
        { "WishedBy", "Problem.FarDate", HubWorld.CompleteForm() with { WishedBy = new DateOnly(2036, 1, 1) } },
    };

    [Fact]
    public async Task Each_bad_form_names_its_field_and_stores_nothing()
    {
        await using var world = await HubWorld.StartAsync();
        var viewer = await world.CoordinatorAsync();
        foreach (var row in BadForms)
        {
            var (field, key, form) = row.Data;
            var invalid = Assert.IsType<SubmitInvalid>(await world.SendAsync(new SubmitRequest(viewer, "f", form, [])));
            Assert.Equal((field, key), (Assert.Single(invalid.Problems).Field, invalid.Problems[0].Key));
        }

        await using var db = world.Db();
        Assert.False(await db.Requests.AnyAsync(Token) || await db.Instances.AnyAsync(Token));
    }

    [Fact]
    public async Task Ten_submits_of_one_form_make_one_request()
    {
        await using var world = await HubWorld.StartAsync();
        var viewer = await world.CoordinatorAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(
            () => world.SendAsync(new SubmitRequest(viewer, "same", HubWorld.CompleteForm(), [])), Token)));
        var first = Assert.Single(results.OfType<Submitted>());
        Assert.Equal("WB-2026-0001", first.Number);
        Assert.Equal(9, results.OfType<AlreadySubmitted>().Count(same => same == new AlreadySubmitted(first.RequestId, first.Number)));
        await using var db = world.Db();
        Assert.Equal(1, await db.Instances.CountAsync(Token));
        Assert.Equal(["C1", "task", "task"], await world.MailsAsync(first.RequestId));
    }

    [Fact]
    public async Task Another_city_may_use_the_same_form_id_and_learns_nothing()
    {
        await using var world = await HubWorld.StartAsync();
        await world.SendAsync(new SubmitRequest(await world.CoordinatorAsync(), "same", HubWorld.CompleteForm(), []));
        var other = await world.SendAsync(new SubmitRequest(await world.CoordinatorAsync("elbasan"), "same", HubWorld.CompleteForm(), []));
        Assert.Equal("WB-2026-0002", Assert.IsType<Submitted>(other).Number);
    }

    [Fact]
    public async Task Numbers_follow_each_other_without_gaps_and_begin_anew_each_year()
    {
        await using var world = await HubWorld.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => world.SubmitAsync(), Token)));
        await world.AdvanceToAsync(new DateTimeOffset(2026, 12, 31, 23, 30, 0, TimeSpan.Zero));
        var last = await world.RequestAsync(await world.SubmitAsync(HubWorld.CompleteForm() with { WishedBy = new DateOnly(2027, 3, 1) }));
        await using var db = world.Db();
        var numbers = await db.Requests.Select(request => request.Number).Order().ToListAsync(Token);
        Assert.Equal([.. Enumerable.Range(1, 8).Select(n => $"WB-2026-{n:D4}"), "WB-2027-0001"], numbers);
        Assert.Equal("WB-2027-0001", last.Number);
    }
}
