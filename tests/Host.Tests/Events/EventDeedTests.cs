using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Events;
using StrongCities.Hub.People;
using StrongCities.Hub.Tasks;
using Xunit;
using static StrongCities.Host.Tests.Events.EventWorld;

namespace StrongCities.Host.Tests.Events;

/// <summary>What people do about an event, rightly and wrongly.</summary>
public sealed class EventDeedTests
{
    [Fact]
    public async Task An_idea_that_can_not_be_is_refused_with_each_reason()
    {
        await using var world = await StartAsync();
        var idea = await world.IdeaAsync("elbasan", "kumanovo");
        async Task<string[]> KeysAsync(ProposeEvent wrong) => [.. (await world.RefusedAsync(wrong)).Select(problem => $"{problem.Field} {problem.Key}")];

        Assert.Equal(["Title Problem.Required", "Purpose Problem.Required"], await KeysAsync(idea with { Title = " ", Plan = Plan with { Purpose = "" } }));
        Assert.Equal(["Title Problem.TooLong", "Place Problem.TooLong"], await KeysAsync(idea with { Title = new string('x', 151), Plan = Plan with { Place = new string('x', 301) } }));
        Assert.Equal(["Languages Problem.LanguageCodes"], await KeysAsync(idea with { Plan = Plan with { Languages = ["English"] } }));
        Assert.Equal(["Cities HubEvent.Problem.Nobody"], await KeysAsync(idea with { Cities = [] }));
        Assert.Equal(["Cities HubEvent.Problem.Nobody"], await KeysAsync(idea with { Cities = [Guid.NewGuid()] }));
        Assert.Equal(["Dates[0] HubEvent.Problem.DateCount"], await KeysAsync(idea with { Dates = [Slots[0]] }));
        Assert.Equal(["Dates[0] HubEvent.Problem.DateCount"], await KeysAsync(idea with { Dates = [.. Enumerable.Range(1, 6).Select(day => Slot(11, day))] }));
        Assert.Equal(["Dates[0] HubEvent.Problem.SameDate"], await KeysAsync(idea with { Dates = [Slots[0], Slots[0]] }));
        Assert.Equal(["Dates[1] HubEvent.Problem.EndBeforeStart"], await KeysAsync(idea with { Dates = [Slots[0], Slot(10, 22, from: 17, until: 9)] }));
        Assert.Equal(["Dates[0] HubEvent.Problem.Past"], await KeysAsync(idea with { Dates = [Slot(9, 11), Slots[0]] }));
        Assert.Equal(["Dates[1] Problem.FarDate"], await KeysAsync(idea with { Dates = [Slots[0], Slots[0] with { Day = new DateOnly(2029, 1, 8) }] }));
        Assert.Empty((await world.SendAsync(new ListEvents(idea.Viewer)))!.Coming);
    }

    [Fact]
    public async Task An_idea_can_be_changed_until_its_poll_starts_by_the_same_rules()
    {
        await using var world = await StartAsync();
        var advisor = await world.ViewerAsync(Advisor);
        var id = await world.ProposeAsync();
        var finance = await world.AddPersonAsync("finance@elbasan.example.org", Roles.Finance, "elbasan");
        await world.KeptAsync(new InvitePerson(advisor, id, finance.PersonId));
        var (kept, wished) = (await world.IdeaAsync("elbasan"), await world.IdeaAsync("elbasan", "prizren"));
        var idea = new ChangeIdea(advisor, id, " Councils of safety ", Plan with { Purpose = "Two cities go on." }, wished.Cities, [Slots[2], Slots[1]]);
        async Task<string[]> KeysAsync(ChangeIdea wrong) => [.. (await world.RefusedAsync(wrong)).Select(problem => $"{problem.Field} {problem.Key}")];

        Assert.Equal(["Title Problem.Required"], await KeysAsync(idea with { Title = " " }));
        Assert.Equal(["Dates[0] HubEvent.Problem.DateCount"], await KeysAsync(idea with { Dates = [Slots[0]] }));
        Assert.Equal(["Dates[0] HubEvent.Problem.Past"], await KeysAsync(idea with { Dates = [Slot(9, 11), Slots[0]] }));
        Assert.Equal(["Cities HubEvent.Problem.Nobody"], await KeysAsync(idea with { Cities = [] }));
        Assert.IsType<EventNotFound>(await world.SendAsync(idea with { Viewer = await world.ViewerAsync(Elbasan) }));
        await world.KeptAsync(idea);
        var changed = await world.EventAsync(id);
        Assert.Equal(("Councils of safety", "Two cities go on.", 2), (changed.Title, changed.Plan.Purpose, changed.Dates.Count));
        Assert.True(changed.Dates[0].StartsAt < changed.Dates[1].StartsAt);
        var page = (await world.SendAsync(new GetEvent(advisor, id)))!;
        Assert.Equal(["Elbasan", "Prizren"], page.Cities);
        string[] invited = [Elbasan, "finance@elbasan.example.org", StrongCities.Hub.SampleData.SamplePeople.CoordinatorOf("prizren")];
        Assert.Equal(invited.Order(), page.Invited.Select(one => one.Person.Email).Order());
        Assert.Empty(await world.ToldAsync("E1"));

        Assert.Equal([("Cities", "HubEvent.Problem.Nobody")], await world.RefusedAsync(idea with { Cities = [Guid.NewGuid()] }));
        await world.KeptAsync(idea with { Cities = kept.Cities });
        await world.KeptAsync(new StartPoll(advisor, id));
        Assert.Equal([("", "HubEvent.Problem.Phase")], await world.RefusedAsync(idea));
        Assert.Equal(["elbasan", "finance@elbasan.example.org"], await world.CitiesToldAsync("E1"));
    }

    [Fact]
    public async Task What_a_city_comes_to_or_may_come_to_is_in_its_calendar_and_what_was_called_off()
    {
        await using var world = await StartAsync();
        var (elbasan, nis, kumanovo, advisor) = (await world.ViewerAsync(Elbasan), await world.ViewerAsync(Nis), await world.ViewerAsync(Kumanovo), await world.ViewerAsync(Advisor));
        var off = await world.ProposeAsync();
        await world.KeptAsync(new CancelEvent(advisor, off, "Never mind."));
        var id = await world.InvitedAsync();
        Assert.Equal([(EventAnswer.Invited, false, 0)], await EntriesAsync(elbasan));
        await world.ReplyAsync("HubEvent.Task.Come", Elbasan, "Attend");
        await world.ReplyAsync("HubEvent.Task.Come", Nis, "NotAttend");
        await world.ReplyAsync("HubEvent.Task.Come", Kumanovo, "MaybeAttend");
        Assert.Equal([(EventAnswer.Yes, false, 0)], await EntriesAsync(elbasan));
        Assert.Equal([(EventAnswer.Maybe, false, 0)], await EntriesAsync(kumanovo));
        Assert.Empty(await EntriesAsync(nis));
        Assert.Empty(await EntriesAsync(advisor));
        Assert.Empty(await EntriesAsync(await world.ViewerAsync(StrongCities.Hub.SampleData.SamplePeople.CoordinatorOf("prizren"))));
        // A colleague who is not invited reads the city's answer.
        Assert.Equal([(EventAnswer.Yes, false, 0)], await EntriesAsync(await world.AddPersonAsync("finance@elbasan.example.org", Roles.Finance, "elbasan")));

        await world.PlanAsync(id, "Ohrid");
        Assert.Equal([(EventAnswer.Yes, false, 1)], await EntriesAsync(elbasan));
        await world.KeptAsync(new CancelEvent(advisor, id, "Snow."));
        Assert.Equal([(EventAnswer.Yes, true, 2)], await EntriesAsync(elbasan));
        Assert.Empty(await EntriesAsync(nis));
        Assert.Equal([(EventAnswer.Maybe, true, 2)], await EntriesAsync(kumanovo));
        await world.AdvanceToAsync(new DateTimeOffset(2026, 11, 18, 8, 0, 0, TimeSpan.Zero));
        Assert.Empty(await EntriesAsync(kumanovo));
        Assert.Single(await EntriesAsync(elbasan));
        await world.AdvanceToAsync(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
        Assert.Empty(await EntriesAsync(elbasan));

        async Task<IReadOnlyList<(EventAnswer, bool, int)>> EntriesAsync(Viewer viewer) =>
            [.. (await world.SendAsync(new ListCalendarEvents(viewer))).Select(entry => (entry.Answer, entry.IsOff, entry.Event.Sequence))];
    }

    [Fact]
    public async Task A_hub_with_a_low_limit_invites_no_more_than_that()
    {
        await using var world = await HubWorld.StartAsync(("Events:MostInvited", "1"), ("Matching:RunsByItself", "false"));
        Assert.Equal([("Cities", "HubEvent.Problem.TooManyInvited")], await world.RefusedAsync(await world.IdeaAsync("elbasan", "kumanovo")));
        var id = Assert.IsType<EventKept>(await world.SendAsync(await world.IdeaAsync("elbasan"))).Id;
        var one = await world.PersonAsync(Nis);
        Assert.Equal([("PersonId", "HubEvent.Problem.TooManyInvited")], await world.RefusedAsync(new InvitePerson(await world.ViewerAsync(Advisor), id, one.Id)));
    }

    [Fact]
    public async Task A_programme_and_a_promise_that_can_not_be_are_refused()
    {
        await using var world = await StartAsync();
        var advisor = await world.ViewerAsync(Advisor);
        var id = await world.InvitedAsync();
        var plan = new PlanEvent(advisor, id, "Councils", Plan with { Place = "Skopje" }, Slots[0], Programme);
        Assert.Equal([("Programme", "HubEvent.Problem.Part")], await world.RefusedAsync(plan with { Programme = [Programme[0] with { What = "" }] }));
        Assert.Equal([("Programme", "Problem.TooMany")], await world.RefusedAsync(plan with { Programme = [.. Enumerable.Repeat(Programme[0], 21)] }));
        Assert.Equal([("Place", "HubEvent.Problem.NoPlace")], await world.RefusedAsync(plan with { Plan = Plan }));
        Assert.Equal([("When", "HubEvent.Problem.Past")], await world.RefusedAsync(plan with { When = Slot(9, 14) }));
        Assert.Equal([("", "HubEvent.Problem.Phase")], await world.RefusedAsync(new AddCommitment(advisor, id, advisor.PersonId, "x", new DateOnly(2026, 12, 1))));

        await world.AdvanceToAsync(new DateTimeOffset(2026, 10, 20, 14, 0, 0, TimeSpan.Zero));
        Assert.Equal([("", "HubEvent.Problem.Phase")], await world.RefusedAsync(plan));
        var promise = new AddCommitment(advisor, id, advisor.PersonId, "Write", new DateOnly(2026, 12, 1));
        Assert.Equal([("What", "Problem.Required"), ("DueOn", "Problem.Required")], await world.RefusedAsync(promise with { What = "", DueOn = null }));
        Assert.Equal([("DueOn", "Problem.PastDate")], await world.RefusedAsync(promise with { DueOn = new DateOnly(2026, 10, 1) }));
        var stranger = await world.PersonAsync(StrongCities.Hub.SampleData.SamplePeople.CoordinatorOf("prizren"));
        Assert.Equal([("PersonId", "Problem.Choice")], await world.RefusedAsync(promise with { PersonId = stranger.Id }));
        Assert.Equal([("Came", "Problem.Choice")], await world.RefusedAsync(new SaveAttendance(advisor, id, [stranger.Id], "")));
    }

    [Fact]
    public async Task An_answer_can_be_changed_until_it_begins_by_link_and_signed_in()
    {
        await using var world = await StartAsync();
        var id = await world.InvitedAsync();
        var elbasan = await world.ViewerAsync(Elbasan);
        var link = new ByGrant((await world.NewestTokenAsync(Elbasan)).Split('.')[0]);
        await world.ReplyAsync("HubEvent.Task.Come", Elbasan, "Attend");
        Assert.Equal(EventAnswer.Yes, await MineAsync());

        await world.KeptAsync(new AnswerInvitationByLink(link, EventAnswer.No));
        Assert.Equal(EventAnswer.No, await MineAsync());
        Assert.Equal(EventAnswer.No, (await world.SendAsync(new GetEventByLink(link)))!.Mine!.Answer);
        await world.KeptAsync(new AnswerInvitation(elbasan, id, EventAnswer.Maybe));
        Assert.Equal(EventAnswer.Maybe, await MineAsync());
        Assert.Equal([("Answer", "Problem.Choice")], await world.RefusedAsync(new AnswerInvitation(elbasan, id, EventAnswer.Invited)));

        // The first answer on the page answers the task as well.
        await world.KeptAsync(new AnswerInvitation(await world.ViewerAsync(Nis), id, EventAnswer.Yes));
        var nis = (await world.PersonAsync(Nis)).Id;
        Assert.Equal(SeatState.Decided, Assert.Single(await world.OpenAsync("HubEvent.Task.Come")).Seats.Single(seat => seat.PersonId == nis).State);

        await world.AdvanceToAsync(new DateTimeOffset(2026, 10, 20, 8, 0, 0, TimeSpan.Zero));
        Assert.Equal([("Answer", "HubEvent.Problem.Begun")], await world.RefusedAsync(new AnswerInvitation(elbasan, id, EventAnswer.Yes)));
        Assert.Equal(EventAnswer.Maybe, await MineAsync());

        async Task<EventAnswer> MineAsync() => (await world.SendAsync(new GetEvent(elbasan, id)))!.Mine!.Answer;
    }

    [Fact]
    public async Task Only_the_hub_and_the_invited_cities_see_an_event_and_a_city_reads_no_names_of_others()
    {
        await using var world = await StartAsync();
        await world.PlantOtherHubAsync();
        var id = await world.InvitedAsync();
        var finance = await world.AddPersonAsync("finance@elbasan.example.org", Roles.Finance, "elbasan");
        var page = (await world.SendAsync(new GetEvent(finance, id)))!;
        Assert.Equal((null, false), (page.Mine, page.TakesAnswer));
        Assert.Equal([Elbasan], page.Invited.Select(one => one.Person.Email));
        Assert.Empty(page.Others);
        Assert.Single((await world.SendAsync(new ListEvents(finance)))!.Coming);
        Assert.IsType<EventNotFound>(await world.SendAsync(new AnswerInvitation(finance, id, EventAnswer.Yes)));

        await world.ReplyAsync("HubEvent.Task.Come", Kumanovo, "Attend");
        Assert.Equal(["Kumanovo"], (await world.SendAsync(new GetEvent(finance, id)))!.Cities);

        foreach (var email in new[] { StrongCities.Hub.SampleData.SamplePeople.CoordinatorOf("prizren"), "lead@baltic.example.org", "coordinator@baltic.example.org" })
        {
            var stranger = await world.ViewerAsync(email);
            Assert.Null(await world.SendAsync(new GetEvent(stranger, id)));
            Assert.Empty((await world.SendAsync(new ListEvents(stranger)))!.Coming);
            Assert.IsType<EventNotFound>(await world.SendAsync(new AnswerInvitation(stranger, id, EventAnswer.Yes)));
            Assert.IsType<EventNotFound>(await world.SendAsync(new CancelEvent(stranger, id, "No.")));
        }

        // A city does none of the hub's deeds, though it sees the event.
        var elbasan = await world.ViewerAsync(Elbasan);
        Assert.IsType<EventNotFound>(await world.SendAsync(new CancelEvent(elbasan, id, "No.")));
        Assert.IsType<EventNotFound>(await world.SendAsync(new SaveAttendance(elbasan, id, [], "")));
        Assert.IsType<EventNotFound>(await world.SendAsync(new PlanEvent(elbasan, id, "x", Plan, Slots[0], [])));
    }

    [Fact]
    public async Task Whoever_is_added_before_the_invitations_go_out_is_invited_too()
    {
        await using var world = await StartAsync();
        var advisor = await world.ViewerAsync(Advisor);
        var id = await world.PollAsync();
        var finance = await world.AddPersonAsync("finance@elbasan.example.org", Roles.Finance, "elbasan");
        await world.KeptAsync(new InvitePerson(advisor, id, finance.PersonId));
        Assert.Equal([("PersonId", "Problem.Choice")], await world.RefusedAsync(new InvitePerson(advisor, id, finance.PersonId)));
        await world.AdvanceAsync(TimeSpan.FromDays(8));
        await world.ReplyAsync("HubEvent.Task.Date", Advisor, "Answered", ("EventDate", (await world.EventAsync(id)).Dates[0].Key));
        await world.PlanAsync(id, "Skopje");
        await world.KeptAsync(new SendInvitations(advisor, id));
        await world.ReplyAsync("HubEvent.Task.Come", "finance@elbasan.example.org", "Attend");
        Assert.Equal(EventAnswer.Yes, (await world.SendAsync(new GetEvent(finance, id)))!.Mine!.Answer);
        Assert.Equal([("", "HubEvent.Problem.Phase")], await world.RefusedAsync(new InvitePerson(advisor, id, advisor.PersonId)));
    }
}
