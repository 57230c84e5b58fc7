using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.SampleData;
using Xunit;

namespace StrongCities.Host.Tests.Hub;

public sealed class BranchTests
{
    [Theory]
    [InlineData("Decline", CaseStatus.Declined, "declined")]
    [InlineData("Redirect", CaseStatus.Redirected, "redirected")]
    public async Task Triage_may_end_a_request_with_a_reason_that_the_city_reads(string option, CaseStatus status, string mail)
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync();
        await world.DecideAsync(id, "Task.Triage", option, "Ask the ministry's programme.");
        await world.SettleAsync();
        Assert.Equal(status, await world.StatusAsync(id));
        Assert.Equal(mail, (await world.MailsAsync(id))[^1]);
        Assert.Contains("Ask the ministry's programme.", await world.NewestMailAsync(SamplePeople.CoordinatorOf("kumanovo")), StringComparison.Ordinal);
        Assert.Equal(0, await world.TimersAsync());
    }

    [Fact]
    public async Task A_question_takes_the_short_path_to_an_answer_in_words()
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync(HubWorld.CompleteForm(Lane.Question));
        await world.DecideAsync(id, "Task.Triage", "Accept");
        await world.DecideAsync(id, "Task.Answer", "Answered", null, new() { ["Answer"] = "Yes, by the law of 2020." });
        await world.SettleAsync();
        Assert.Equal(CaseStatus.Closed, await world.StatusAsync(id));
        Assert.Contains("Yes, by the law of 2020.", await world.NewestMailAsync(SamplePeople.CoordinatorOf("kumanovo")), StringComparison.Ordinal);
        Assert.Equal(["C1", "task", "task", "task", "answer"], await world.MailsAsync(id));
    }

    [Fact]
    public async Task The_lead_may_ask_for_changes_and_then_decline()
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync();
        await world.DecideAsync(id, "Task.Triage", "Accept", "Good.");
        await world.DecideAsync(id, "Task.Approval", "Changes", "Too big.");
        Assert.Equal("Too big.", (await world.OpenTaskAsync(id)).Page.Task.Note);
        await world.DecideAsync(id, "Task.Triage", "Accept", "Smaller now.");
        Assert.Equal("Smaller now.", (await world.OpenTaskAsync(id)).Page.Task.Note);
        await world.DecideAsync(id, "Task.Approval", "Decline", "No budget.");
        Assert.Equal(CaseStatus.Declined, await world.StatusAsync(id));
    }

    [Fact]
    public async Task An_overdue_triage_is_told_to_the_lead_once_and_stays_open()
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync();
        await world.AdvanceToAsync(HubWorld.Monday.AddDays(30));
        await using var db = world.Db();
        var lead = await world.PersonAsync("lead@example.org");
        var notice = await db.Mails.SingleAsync(mail => mail.CaseId == id && mail.Kind == "overdue", TestContext.Current.CancellationToken);
        Assert.Equal(lead.Id, notice.ToPersonId);
        await world.DecideAsync(id, "Task.Triage", "Accept");
        Assert.Equal(CaseStatus.Approval, await world.StatusAsync(id));
    }

    [Fact]
    public async Task Silence_after_the_help_skips_the_feedback_and_closes()
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync();
        await world.DecideAsync(id, "Task.Triage", "Accept");
        await world.DecideAsync(id, "Task.Approval", "Approve");
        var advisor = (await world.PersonAsync("advisor@example.org")).Id.ToString();
        await world.DecideAsync(id, "Task.Assign", "Answered", null, new() { ["Advisor"] = advisor, ["Helper"] = "Us" });
        await world.DecideAsync(id, "Task.Delivery", "Answered", null, new() { ["Answer"] = "Done." });
        await world.AdvanceToAsync(HubWorld.Monday.AddDays(40));
        Assert.Equal(CaseStatus.Closed, await world.StatusAsync(id));
        Assert.Equal(["C10", "reminder", "reminder", "closed"], (await world.MailsAsync(id)).TakeLast(4));
        Assert.DoesNotContain("overdue", await world.MailsAsync(id));
    }

    [Fact]
    public async Task Urgent_requests_count_hours_and_write_at_night()
    {
        await using var world = await HubWorld.StartAsync();
        await world.AdvanceToAsync(new DateTimeOffset(2026, 9, 19, 22, 0, 0, TimeSpan.Zero));
        var urgent = await world.SubmitAsync(HubWorld.CompleteForm(Lane.Urgent));
        var calm = await world.SubmitAsync(city: "elbasan");
        Assert.Equal(world.Clock.GetUtcNow().AddHours(4), (await world.OpenTaskAsync(urgent)).Page.Task.DueAt);

        await world.SettleAsync();
        await using var db = world.Db();
        var sent = await db.Mails.Where(mail => mail.State == StrongCities.Hub.Mail.MailState.Sent).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["C1", "task", "task"], sent.Where(mail => mail.CaseId == urgent).Select(mail => mail.Kind).Order(StringComparer.Ordinal));
        Assert.Equal(["C1"], sent.Where(mail => mail.CaseId == calm).Select(mail => mail.Kind));
        await world.AdvanceToAsync(new DateTimeOffset(2026, 9, 21, 6, 0, 0, TimeSpan.Zero));
        Assert.Equal(2, await db.Mails.CountAsync(mail => mail.CaseId == calm && mail.Kind == "task" && mail.State == StrongCities.Hub.Mail.MailState.Sent, TestContext.Current.CancellationToken));
    }
}
