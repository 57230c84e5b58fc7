using StrongCities.Hub.Assistance;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Tasks;
using Xunit;

namespace StrongCities.Host.Tests.Hub;

public sealed class ReturnedPathTests
{
    private static readonly RequestForm Gappy = HubWorld.CompleteForm() with { Wish = null, WishedBy = null };

    [Fact]
    public async Task A_request_with_gaps_comes_back_to_the_city_and_goes_on_once_completed()
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync(Gappy);
        Assert.Equal(CaseStatus.Returned, await world.StatusAsync(id));
        Assert.Equal(["Gap.Wish", "Gap.WishedBy"], (await world.OpenTaskAsync(id)).Page.Gaps);

        Assert.IsType<TaskDecided>(await world.CompleteAsync(id, Gappy with { Wish = "A visit." }));
        Assert.Equal(CaseStatus.Returned, await world.StatusAsync(id));
        Assert.Equal(["Gap.WishedBy"], (await world.OpenTaskAsync(id)).Page.Gaps);

        Assert.IsType<TaskDecided>(await world.CompleteAsync(id, HubWorld.CompleteForm(Lane.Urgent)));
        Assert.Equal(CaseStatus.Triage, await world.StatusAsync(id));
        Assert.Equal(Lane.ShortAdvice, (await world.RequestAsync(id)).Form.Lane);
    }

    [Fact]
    public async Task The_city_is_reminded_on_the_fifth_and_ninth_working_day_and_the_hub_hears_of_the_tenth()
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync(Gappy);
        Assert.Equal(["C1", "C2"], await world.MailsAsync(id));

        await world.AdvanceToAsync(At(21, 5, 59));
        Assert.Equal(["C1", "C2"], await world.MailsAsync(id));
        await world.AdvanceToAsync(At(21, 6, 0));
        Assert.Equal(["C1", "C2", "reminder"], await world.MailsAsync(id));
        await world.AdvanceToAsync(At(25, 6, 0));
        Assert.Equal(["C1", "C2", "reminder", "reminder"], await world.MailsAsync(id));
        await world.AdvanceToAsync(At(28, 13, 59));
        Assert.Equal(4, (await world.MailsAsync(id)).Count);
        await world.AdvanceToAsync(At(28, 14, 0));
        Assert.Equal(["overdue", "overdue"], (await world.MailsAsync(id)).Skip(4));
        Assert.Equal(CaseStatus.Returned, await world.StatusAsync(id));
    }

    [Fact]
    public async Task An_answer_leaves_no_reminder_behind()
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync(Gappy);
        Assert.Equal(4, await world.TimersAsync());
        await world.CompleteAsync(id, HubWorld.CompleteForm());
        await world.DecideAsync(id, "Task.Triage", "Decline", "Not ours.");
        Assert.Equal(0, await world.TimersAsync());

        var before = await world.MailsAsync(id);
        await world.AdvanceAsync(TimeSpan.FromDays(60));
        Assert.Equal(before, await world.MailsAsync(id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Twenty_working_days_of_silence_close_the_request_and_its_link_opens_it_again(bool askedByAdvisor)
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync(askedByAdvisor ? null : Gappy);
        if (askedByAdvisor)
        {
            await world.DecideAsync(id, "Task.Triage", "Return", "Which schools?");
            Assert.Equal("Which schools?", (await world.OpenTaskAsync(id)).Page.Task.Note);
        }

        var silence = WorkingCalendars.Get("MK").DueAfter(HubWorld.Monday, 20);
        await world.AdvanceToAsync(silence - TimeSpan.FromMinutes(1));
        Assert.Equal(CaseStatus.Returned, await world.StatusAsync(id));
        await world.AdvanceToAsync(silence);
        var request = await world.RequestAsync(id);
        Assert.Equal(CaseStatus.Unanswered, request.Status);
        Assert.NotNull(request.ClosedAt);
        Assert.Equal("unanswered", (await world.MailsAsync(id))[^1]);

        await world.AdvanceAsync(TimeSpan.FromDays(10));
        Assert.IsType<TaskDecided>(await world.CompleteAsync(id, HubWorld.CompleteForm()));
        request = await world.RequestAsync(id);
        Assert.Equal(CaseStatus.Triage, request.Status);
        Assert.Null(request.ClosedAt);
    }

    [Fact]
    public async Task Gaps_and_questions_may_follow_each_other_and_silence_still_ends_it()
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync(Gappy);
        await world.CompleteAsync(id, HubWorld.CompleteForm());
        await world.DecideAsync(id, "Task.Triage", "Return", "Which schools?");
        await world.CompleteAsync(id, Gappy);
        Assert.Equal("Task.Complete", (await world.OpenTaskAsync(id)).Page.Task.Title);
        await world.AdvanceAsync(TimeSpan.FromDays(45));
        Assert.Equal(CaseStatus.Unanswered, await world.StatusAsync(id));
        Assert.Single(await world.MailsAsync(id), kind => kind == "unanswered");

        await world.CompleteAsync(id, HubWorld.CompleteForm());
        await world.DecideAsync(id, "Task.Triage", "Return", "Which clubs?");
        await world.AdvanceAsync(TimeSpan.FromDays(45));
        Assert.Equal(CaseStatus.Unanswered, await world.StatusAsync(id));
        Assert.Equal(2, (await world.MailsAsync(id)).Count(kind => kind == "unanswered"));
    }

    private static DateTimeOffset At(int day, int hour, int minute) => new(2026, 9, day, hour, minute, 0, TimeSpan.Zero);
}
