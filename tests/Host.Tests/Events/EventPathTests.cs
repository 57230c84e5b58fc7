using Microsoft.EntityFrameworkCore;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Events;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Tasks;
using Xunit;
using static StrongCities.Host.Tests.Events.EventWorld;

namespace StrongCities.Host.Tests.Events;

/// <summary>An event's way through its process, on the driven clock.</summary>
public sealed class EventPathTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_an_idea_over_poll_programme_and_invitations_to_the_report_with_every_mail()
    {
        await using var world = await StartAsync();
        var advisor = await world.ViewerAsync(Advisor);
        var id = await world.ProposeAsync();
        await world.SettleAsync();
        var about = await world.EventAsync(id);
        Assert.StartsWith("WB-E-2026-", about.Number, StringComparison.Ordinal);
        Assert.Equal(EventPhase.Idea, about.Phase);
        Assert.Empty(await world.ToldAsync(MailKind.EventDates));
        Assert.Null(await world.SendAsync(new GetEvent(await world.ViewerAsync(Elbasan), id)));

        // E1: all three are asked, and all three answer; the advisor sees the counts.
        await world.KeptAsync(new StartPoll(advisor, id));
        Assert.Equal(["elbasan", "kumanovo", "nis"], await world.CitiesToldAsync(MailKind.EventDates));
        Assert.NotNull(await world.SendAsync(new GetEvent(await world.ViewerAsync(Elbasan), id)));
        await world.VoteAsync(id, Elbasan, DateFit.Yes, DateFit.No, DateFit.IfNeeded);
        await world.VoteAsync(id, Kumanovo, DateFit.Yes, DateFit.Yes, DateFit.No);
        Assert.Equal(EventPhase.Poll, await world.PhaseAsync(id));
        await world.VoteAsync(id, Nis, DateFit.IfNeeded, DateFit.No, DateFit.No);
        about = await world.EventAsync(id);
        Assert.Equal((EventPhase.Date, 3), (about.Phase, about.Poll.Count));
        Assert.Equal(2, about.Poll.Count(vote => vote.Fits[about.Dates[0].Key] == DateFit.Yes));

        await world.ReplyAsync("HubEvent.Task.Date", Advisor, "Answered", ("EventDate", about.Dates[0].Key));
        about = await world.EventAsync(id);
        Assert.Equal((EventPhase.Programme, new DateTimeOffset(2026, 10, 20, 8, 0, 0, TimeSpan.Zero)), (about.Phase, about.StartsAt!.Value));
        Assert.Equal([("Place", "HubEvent.Problem.NoPlace")], await world.RefusedAsync(new SendInvitations(advisor, id)));
        await world.PlanAsync(id, "Skopje");
        Assert.Equal(["10:00 Welcome", "11:00 Kumanovo tells (Kumanovo, mk)"], (await world.EventAsync(id)).Programme.Select(item => item.Line));

        // E2: the invitation with a calendar file; one says yes, one perhaps, one nothing.
        await world.KeptAsync(new SendInvitations(advisor, id));
        Assert.Equal(["elbasan", "kumanovo", "nis"], await world.CitiesToldAsync(MailKind.EventInvitation));
        var first = await world.CalendarAsync(Elbasan);
        Assert.Equal(("REQUEST", 0), (first.Method, first.Sequence));
        Assert.Contains("DTSTART:20261020T080000Z", first.Text, StringComparison.Ordinal);
        Assert.Contains("LOCATION:Skopje", first.Text, StringComparison.Ordinal);
        Assert.Contains("11:00 Kumanovo tells", await world.NewestMailAsync(Nis), StringComparison.Ordinal);
        await world.ReplyAsync("HubEvent.Task.Come", Elbasan, "Attend");
        await world.ReplyAsync("HubEvent.Task.Come", Kumanovo, "MaybeAttend");

        // E4, a week before: to yes and perhaps, and once to the silent.
        await world.AdvanceToAsync(new DateTimeOffset(2026, 10, 13, 5, 0, 0, TimeSpan.Zero));
        Assert.Empty(await world.ToldAsync(MailKind.EventReminder));
        await world.AdvanceToAsync(new DateTimeOffset(2026, 10, 13, 7, 0, 0, TimeSpan.Zero));
        Assert.Equal(["elbasan", "kumanovo", "nis"], (await world.ToldAsync(MailKind.EventReminder)).Order());

        // E3: another place, for whoever comes or may come; the same entry, newer.
        await world.PlanAsync(id, "Tetovo");
        Assert.Equal(["elbasan", "kumanovo"], await world.CitiesToldAsync(MailKind.EventChanged));
        var second = await world.CalendarAsync(Elbasan);
        Assert.Equal(("REQUEST", first.Uid, 1), (second.Method, second.Uid, second.Sequence));
        Assert.Contains("LOCATION:Tetovo", second.Text, StringComparison.Ordinal);

        // E4, a day before: only to who said yes.
        await world.AdvanceToAsync(new DateTimeOffset(2026, 10, 19, 7, 0, 0, TimeSpan.Zero));
        Assert.Equal(["elbasan", "elbasan", "kumanovo", "nis"], (await world.ToldAsync(MailKind.EventReminder)).Order());

        // It is over: the advisor lists who came, which answers the task and asks them.
        await world.AdvanceToAsync(new DateTimeOffset(2026, 10, 20, 14, 0, 0, TimeSpan.Zero));
        Assert.Equal(EventPhase.Attendance, await world.PhaseAsync(id));
        Assert.Empty(await world.OpenAsync("HubEvent.Task.Come"));
        var page = (await world.SendAsync(new GetEvent(advisor, id)))!;
        var came = page.Invited.Where(one => one.Person.Email == Elbasan || one.Person.Email == Kumanovo).Select(one => one.Person.Id).ToList();
        await world.KeptAsync(new SaveAttendance(advisor, id, came, "They met."));
        Assert.Empty(await world.OpenAsync("HubEvent.Task.Attendance"));
        Assert.Equal(EventPhase.Feedback, await world.PhaseAsync(id));
        Assert.Equal(["elbasan", "kumanovo"], await world.CitiesToldAsync(MailKind.EventFeedback));

        // E6: one answers and promises something; one is reminded twice and then skipped.
        await world.KeptAsync(new AddCommitment(advisor, id, (await world.PersonAsync(Nis)).Id, "Send the model statute", new DateOnly(2026, 11, 20)));
        await world.ReplyAsync("HubEvent.Task.Feedback", Kumanovo, "Answered", ("Usefulness", "4"), ("WhatChanges", "A first meeting"), ("DoneBy", "2026-11-20"));
        await world.AdvanceToAsync(new DateTimeOffset(2026, 11, 3, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal(2, (await world.ToldAsync(MailKind.Reminder)).Count(city => city == "elbasan"));
        Assert.Equal(EventPhase.FollowUp, await world.PhaseAsync(id));

        // E7: two promises are due on one day, and both are asked about at once.
        Assert.Empty(await world.ToldAsync(MailKind.Commitment));
        await world.AdvanceToAsync(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
        Assert.Equal(["kumanovo", "nis"], await world.CitiesToldAsync(MailKind.Commitment));
        Assert.Equal(["A first meeting", "Send the model statute"], (await world.OpenAsync("HubEvent.Task.Promise")).Select(task => task.Note).Order());
        await world.ReplyAsync("HubEvent.Task.Promise", Nis, "PromiseKept");
        await world.ReplyAsync("HubEvent.Task.Promise", Kumanovo, "NotYet", ("NewDay", "2026-12-01"));
        await world.AdvanceToAsync(new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.Zero));
        Assert.Equal(2, (await world.ToldAsync(MailKind.Commitment)).Count(city => city == "kumanovo"));
        Assert.Empty(await world.OpenAsync("HubEvent.Task.Report"));
        await world.ReplyAsync("HubEvent.Task.Promise", Kumanovo, "PromiseDropped");

        // E8: the report with its numbers goes to everybody, and closes the case.
        await world.ReplyAsync("HubEvent.Task.Report", Advisor, "Answered", ("Summary", "One council begins in spring."));
        Assert.Equal(["elbasan", "kumanovo", "nis"], await world.CitiesToldAsync(MailKind.EventReport));
        var report = await world.NewestMailAsync(Nis);
        foreach (var text in new[] { "One council begins in spring.", "4.0/5", "1/2" })
        {
            Assert.Contains(text, report, StringComparison.Ordinal);
        }

        about = await world.EventAsync(id);
        Assert.Equal((EventPhase.Closed, true), (about.Phase, about.ClosedAt is not null));
        await using var db = world.Db();
        Assert.Equal(0, await db.Instances.CountAsync(row => row.Id == about.InstanceId && row.IncidentCount > 0, Token));
        Assert.Equal("Finished", (await db.Instances.SingleAsync(row => row.Id == about.InstanceId, Token)).Status.ToString());
        Assert.False(await db.Bookmarks.AnyAsync(bookmark => bookmark.InstanceId == about.InstanceId, Token));
    }

    [Fact]
    public async Task A_silent_poll_closes_after_five_working_days()
    {
        await using var world = await StartAsync();
        var id = await world.PollAsync();
        await world.VoteAsync(id, Nis, DateFit.No, DateFit.Yes, DateFit.No);
        await world.AdvanceToAsync(new DateTimeOffset(2026, 9, 21, 13, 0, 0, TimeSpan.Zero));
        Assert.Equal(EventPhase.Poll, await world.PhaseAsync(id));
        await world.AdvanceToAsync(new DateTimeOffset(2026, 9, 21, 15, 0, 0, TimeSpan.Zero));
        var about = await world.EventAsync(id);
        Assert.Equal((EventPhase.Date, 1), (about.Phase, about.Poll.Count));
        Assert.Single(await world.OpenAsync("HubEvent.Task.Date"));
    }

    [Fact]
    public async Task Another_date_moves_reminders_and_the_end_of_answers()
    {
        await using var world = await StartAsync();
        var id = await world.InvitedAsync();
        await world.ReplyAsync("HubEvent.Task.Come", Elbasan, "Attend");
        await world.ReplyAsync("HubEvent.Task.Come", Kumanovo, "NotAttend");
        await world.AdvanceToAsync(new DateTimeOffset(2026, 10, 13, 7, 0, 0, TimeSpan.Zero));
        Assert.Equal(["elbasan", "nis"], (await world.ToldAsync(MailKind.EventReminder)).Order());

        await world.PlanAsync(id, "Skopje", Slot(11, 3));
        Assert.Equal(["elbasan"], await world.ToldAsync(MailKind.EventChanged));
        Assert.Contains("DTSTART:20261103T090000Z", (await world.CalendarAsync(Elbasan)).Text, StringComparison.Ordinal);
        Assert.Equal(new DateTimeOffset(2026, 11, 3, 9, 0, 0, TimeSpan.Zero), Assert.Single(await world.OpenAsync("HubEvent.Task.Come")).SilenceAt);

        // The old day passes and nothing happens; the silent one can still answer, and is reminded no second time by the old date.
        await world.AdvanceToAsync(new DateTimeOffset(2026, 10, 21, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal((EventPhase.Invited, 2), (await world.PhaseAsync(id), (await world.ToldAsync(MailKind.EventReminder)).Count));
        await world.ReplyAsync("HubEvent.Task.Come", Nis, "Attend");
        await world.AdvanceToAsync(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
        Assert.Equal(["elbasan", "elbasan", "elbasan", "nis", "nis", "nis"], (await world.ToldAsync(MailKind.EventReminder)).Order());
        await world.AdvanceToAsync(new DateTimeOffset(2026, 11, 3, 15, 0, 0, TimeSpan.Zero));
        Assert.Equal(EventPhase.Attendance, await world.PhaseAsync(id));
    }

    [Fact]
    public async Task An_event_that_is_called_off_leaves_the_calendars_of_whoever_was_not_away_from_it_already()
    {
        await using var world = await StartAsync();
        var id = await world.InvitedAsync();
        await world.ReplyAsync("HubEvent.Task.Come", Elbasan, "Attend");
        await world.ReplyAsync("HubEvent.Task.Come", Kumanovo, "NotAttend");
        var before = await world.CalendarAsync(Elbasan);
        await world.KeptAsync(new CancelEvent(await world.ViewerAsync(Advisor), id, "The speakers are ill."));
        Assert.Equal(["elbasan", "nis"], await world.CitiesToldAsync(MailKind.EventOff));
        var off = await world.CalendarAsync(Elbasan);
        Assert.Equal(("CANCEL", before.Uid, true), (off.Method, off.Uid, off.Sequence > before.Sequence));
        Assert.Contains("The speakers are ill.", await world.NewestMailAsync(Nis), StringComparison.Ordinal);
        Assert.Empty(await world.ToldAsync(MailKind.Withdrawn));
        Assert.Empty(await world.OpenAsync("HubEvent.Task.Come"));
        await world.AdvanceAsync(TimeSpan.FromDays(60));
        Assert.Equal(EventPhase.Cancelled, await world.PhaseAsync(id));
        Assert.Empty(await world.ToldAsync(MailKind.EventReminder));
        Assert.Equal([("", "HubEvent.Problem.Phase")], await world.RefusedAsync(new CancelEvent(await world.ViewerAsync(Advisor), id, "Again.")));
    }

    [Fact]
    public async Task A_poll_that_is_called_off_tells_everybody_who_was_asked_and_takes_no_calendar_entry_back()
    {
        await using var world = await StartAsync();
        var id = await world.PollAsync();
        await world.VoteAsync(id, Nis, DateFit.No, DateFit.Yes, DateFit.No);
        await world.KeptAsync(new CancelEvent(await world.ViewerAsync(Advisor), id, "Too early."));
        Assert.Equal(["elbasan", "kumanovo", "nis"], await world.CitiesToldAsync(MailKind.EventOff));
        Assert.Empty(await world.OpenAsync("HubEvent.Task.Dates"));
    }

    [Fact]
    public async Task Where_nobody_came_nobody_is_asked_and_the_report_follows_at_once()
    {
        await using var world = await StartAsync();
        var id = await world.InvitedAsync();
        await world.AdvanceToAsync(new DateTimeOffset(2026, 10, 20, 14, 0, 0, TimeSpan.Zero));
        await world.KeptAsync(new SaveAttendance(await world.ViewerAsync(Advisor), id, [], ""));
        Assert.Equal(EventPhase.FollowUp, await world.PhaseAsync(id));
        Assert.Empty(await world.ToldAsync(MailKind.EventFeedback));
        Assert.Single(await world.OpenAsync("HubEvent.Task.Report"));
    }

    [Fact]
    public async Task A_promise_that_nobody_answers_for_holds_the_report_up_for_three_weeks_or_until_the_advisor_wishes()
    {
        await using var world = await StartAsync();
        var advisor = await world.ViewerAsync(Advisor);
        Assert.Equal([("", "HubEvent.Problem.Phase")], await world.RefusedAsync(new AskReport(advisor, await world.ProposeAsync())));
        var id = await world.InvitedAsync();
        await world.AdvanceToAsync(new DateTimeOffset(2026, 10, 20, 14, 0, 0, TimeSpan.Zero));
        await world.KeptAsync(new AddCommitment(advisor, id, advisor.PersonId, "Write to the ministry", new DateOnly(2026, 11, 2)));
        await world.KeptAsync(new SaveAttendance(advisor, id, [], ""));
        await world.AdvanceToAsync(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal(["hub"], await world.ToldAsync(MailKind.Commitment));
        Assert.Empty(await world.OpenAsync("HubEvent.Task.Report"));
        await world.AdvanceToAsync(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
        Assert.Single(await world.OpenAsync("HubEvent.Task.Report"));
    }

    [Fact]
    public async Task The_report_does_not_wait_when_the_advisor_wishes_it()
    {
        await using var world = await StartAsync();
        var advisor = await world.ViewerAsync(Advisor);
        var id = await world.InvitedAsync();
        await world.AdvanceToAsync(new DateTimeOffset(2026, 10, 20, 14, 0, 0, TimeSpan.Zero));
        await world.KeptAsync(new AddCommitment(advisor, id, advisor.PersonId, "Write to the ministry", new DateOnly(2027, 11, 2)));
        await world.KeptAsync(new SaveAttendance(advisor, id, [], ""));
        Assert.Empty(await world.OpenAsync("HubEvent.Task.Report"));
        await world.KeptAsync(new AskReport(advisor, id));
        Assert.Single(await world.OpenAsync("HubEvent.Task.Report"));
    }
}
