using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Practices;
using StrongCities.Hub.Tasks;
using Xunit;
using static StrongCities.Host.Tests.Practices.PracticeWorld;

namespace StrongCities.Host.Tests.Practices;

/// <summary>A good practice's way through its process, on the driven clock.</summary>
public sealed class PracticePathTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_the_help_over_draft_release_and_review_to_the_public_page()
    {
        await using var world = await StartAsync();
        var hub = world.Hub;
        await hub.DecideAsync(world.RequestId, "Task.Feedback", "Answered", fields: new() { ["Usefulness"] = "5", ["WhatChanges"] = "Fans meet monthly." });

        // Filled in from what the case knows.
        var advisor = await hub.ViewerAsync(Advisor);
        var begun = Assert.IsType<PracticeKept>(await hub.SendAsync(new BeginPractice(advisor, world.RequestId))).Id;
        Assert.Equal(begun, Assert.IsType<PracticeKept>(await hub.SendAsync(new BeginPractice(advisor, world.RequestId))).Id);
        await hub.SettleAsync();
        var draft = (await hub.SendAsync(new GetPractice(advisor, begun)))!;
        Assert.Equal(("Safe schools", "Two clashes between young supporters.", "Talks with fans.\nA plan for match days.", "Fans meet monthly.", 1), (
            draft.Practice.Text.Title, draft.Practice.Text.Problem, draft.Practice.Text.Done, draft.Practice.Text.Result, draft.Practice.Text.Days));
        Assert.Contains("Practice.Gap.Lessons", draft.Gaps);

        await world.BeginAsync();
        await world.AnswerAsync("Practice.Task.Write", Advisor, "SendToCity");
        Assert.Equal(PracticePhase.Release, (await world.PracticeAsync()).Phase);
        Assert.Equal([Coordinator], await world.AskedAsync("Practice.Task.Release"));
        Assert.Equal([Coordinator], await world.ToldAsync(MailKind.PracticeRelease));
        Assert.Equal(Stakes.Publication, (await world.TaskAsync("Practice.Task.Release"))!.Stakes);

        // What lies before the city does not change.
        Assert.Equal("Practice.Problem.Locked", Refused(await hub.SendAsync(new SavePractice(advisor, world.Id, (await world.PracticeAsync()).TextVersion, Text))));
        Assert.Equal("Practice.Problem.Locked", Refused(await hub.SendAsync(new DropPicture(advisor, world.Id, 1))));

        await world.AnswerAsync("Practice.Task.Release", Coordinator, "ReleaseText", Release(names: true, pictures: true));
        Assert.Equal([Signatory], await world.AskedAsync("Practice.Task.Mayor"));
        Assert.Equal([Coordinator, Signatory], await world.ToldAsync(MailKind.PracticeRelease));
        await world.AnswerAsync("Practice.Task.Mayor", Signatory, "ReleaseText", Release(names: false, pictures: true));
        var release = (await world.PracticeAsync()).Release!;
        Assert.Equal((true, false, true, true), (release.Text, release.Names, release.Pictures, release.BySignatory));

        Assert.Equal([Lead], await world.AskedAsync("Practice.Task.Review"));
        Assert.Equal([Lead], await world.ToldAsync(MailKind.PracticeReview));
        await world.AnswerAsync("Practice.Task.Review", Lead, "PublishPractice");
        var practice = await world.PracticeAsync();
        Assert.Equal((PracticePhase.Public, true), (practice.Phase, practice.ClosedAt is not null));
        Assert.Equal([Advisor, Coordinator], (await world.ToldAsync(MailKind.PracticeNews)).Order());
        var shown = (await world.ReadAsync())!;
        Assert.Equal(("the fan worker calms the stands", "Kumanovo", "", "hub@example.org"), (shown.Title, shown.City, shown.Contact.Name, shown.Contact.Email));
        Assert.Single(shown.Pictures);
        Assert.Matches("^the-fan-worker-calms-the-stands-wb-g-2026-0001$", practice.Slug);
    }

    [Fact]
    public async Task A_draft_with_gaps_comes_back_and_a_name_that_is_not_listed_is_a_gap()
    {
        await using var world = await StartAsync();
        var mayor = await world.Hub.PersonAsync(Signatory);
        await world.BeginAsync(Text with { Lessons = "", Done = $"{mayor.Name} wrote to a@b.example." });
        await world.AnswerAsync("Practice.Task.Write", Advisor, "SendToCity");
        var task = (await world.TaskAsync("Practice.Task.Write"))!;
        Assert.Equal(["Practice.Gap.Lessons", "Practice.Gap.Address", "Practice.Gap.Unlisted"], task.Note!.Split('\n'));
        Assert.Equal(PracticePhase.Draft, (await world.PracticeAsync()).Phase);
        Assert.Empty(await world.ToldAsync(MailKind.PracticeRelease));
        var page = (await world.Hub.SendAsync(new GetPractice(await world.Hub.ViewerAsync(Advisor), world.Id)))!;
        Assert.Equal([mayor.Name], page.Unlisted);
    }

    [Fact]
    public async Task City_and_lead_give_it_back_with_words_and_then_nothing_is_released_any_more()
    {
        await using var world = await StartAsync();
        await world.BeginAsync();
        await world.AnswerAsync("Practice.Task.Write", Advisor, "SendToCity");
        await world.AnswerAsync("Practice.Task.Release", Coordinator, "ChangeText", Release(false, false), "Say that the schools began it.");
        Assert.Equal((PracticePhase.Draft, "Say that the schools began it."), ((await world.PracticeAsync()).Phase, (await world.TaskAsync("Practice.Task.Write"))!.Note));
        Assert.Null((await world.PracticeAsync()).Release);

        await world.ToReviewAsync(names: false, pictures: true);
        await world.AnswerAsync("Practice.Task.Review", Lead, "GiveBack", comment: "Shorter, please.");
        Assert.Equal((PracticePhase.Draft, "Shorter, please."), ((await world.PracticeAsync()).Phase, (await world.TaskAsync("Practice.Task.Write"))!.Note));
        Assert.Null((await world.PracticeAsync()).Release);
        var advisor = await world.Hub.ViewerAsync(Advisor);
        Assert.IsType<PracticeKept>(await world.Hub.SendAsync(new SavePractice(advisor, world.Id, (await world.PracticeAsync()).TextVersion, Text with { Title = "Calm stands" })));
        await world.PublishAsync(names: false, pictures: false);
        Assert.Equal("Calm stands", (await world.ReadAsync())!.Title);
    }

    [Fact]
    public async Task Silence_is_never_a_yes_and_after_reminders_it_stays_with_the_hub()
    {
        await using var world = await StartAsync();
        await world.BeginAsync();
        await world.AnswerAsync("Practice.Task.Write", Advisor, "SendToCity");
        await world.Hub.AdvanceAsync(TimeSpan.FromDays(29));
        Assert.Equal(PracticePhase.Release, (await world.PracticeAsync()).Phase);
        Assert.Equal(2, (await world.ToldAsync(MailKind.Reminder)).Count);
        await world.Hub.AdvanceAsync(TimeSpan.FromDays(4));
        Assert.Contains(Advisor, await world.ToldAsync(MailKind.Overdue));
        await world.Hub.AdvanceAsync(TimeSpan.FromDays(18));
        var practice = await world.PracticeAsync();
        Assert.Equal((PracticePhase.Hub, null, null), (practice.Phase, practice.Release, practice.Slug));
        Assert.Equal([Advisor, Coordinator], (await world.ToldAsync(MailKind.PracticeNews)).Order());
        Assert.Empty((await world.Published.ListAsync(HubKey, null, null, 1, Token))!.Items);
    }

    [Fact]
    public async Task A_silent_advisor_mayor_or_lead_publishes_nothing_either()
    {
        await using var world = await StartAsync();
        await world.BeginAsync();
        await world.AnswerAsync("Practice.Task.Write", Advisor, "SendToCity");
        await world.AnswerAsync("Practice.Task.Release", Coordinator, "ReleaseText", Release(names: true, pictures: true));
        await world.Hub.AdvanceAsync(TimeSpan.FromDays(60));
        Assert.Equal(PracticePhase.Hub, (await world.PracticeAsync()).Phase);

        await using var second = await StartAsync();
        await second.BeginAsync();
        await second.ToReviewAsync(names: false, pictures: false);
        await second.Hub.AdvanceAsync(TimeSpan.FromDays(60));
        Assert.Equal(PracticePhase.Hub, (await second.PracticeAsync()).Phase);

        await using var third = await StartAsync();
        await third.BeginAsync();
        await third.Hub.AdvanceAsync(TimeSpan.FromDays(60));
        Assert.Equal(PracticePhase.Hub, (await third.PracticeAsync()).Phase);
        Assert.DoesNotContain(Coordinator, await third.ToldAsync(MailKind.PracticeNews));
    }

    [Fact]
    public async Task The_lead_who_began_it_does_not_review_it()
    {
        await using var world = await StartAsync();
        var lead = await world.Hub.ViewerAsync(Lead);
        Assert.IsType<PracticeKept>(await world.Hub.SendAsync(new BeginPractice(lead, world.RequestId)));
        await world.BeginAsync();
        await world.AnswerAsync("Practice.Task.Write", Lead, "SendToCity");
        await world.AnswerAsync("Practice.Task.Release", Coordinator, "ReleaseText");
        Assert.DoesNotContain(Lead, await world.AskedAsync("Practice.Task.Review"));
    }

    [Fact]
    public async Task Half_a_year_later_a_good_result_offers_it_to_the_advisor()
    {
        await using var world = await StartAsync();
        await world.Hub.DecideAsync(world.RequestId, "Task.Feedback", "Answered", fields: new() { ["Usefulness"] = "5" });
        await world.Hub.AdvanceAsync(TimeSpan.FromDays(184));
        await world.Hub.DecideAsync(world.RequestId, "Task.FollowUp", "Happened", fields: new() { ["WhatHappened"] = "No clash since." });
        await world.Hub.SettleAsync();
        Assert.Contains(MailKind.PracticeOffer, await world.Hub.MailsAsync(world.RequestId));
        Assert.Contains("/desk/cases/", await world.Hub.NewestMailAsync(Advisor), StringComparison.Ordinal);
        Assert.Equal(new PracticeOffer(null), await world.Hub.SendAsync(new PracticeOfRequest(await world.Hub.ViewerAsync(Advisor), world.RequestId)));
        await world.BeginAsync(pictures: false);
        await using var db = world.Hub.Db();
        Assert.Equal(1, await db.Cases.OfType<GoodPractice>().CountAsync(Token));
    }

    private static string Refused(PracticeResult result) => Assert.Single(Assert.IsType<PracticeInvalid>(result).Problems).Key;
}
