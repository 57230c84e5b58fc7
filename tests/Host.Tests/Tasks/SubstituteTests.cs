using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.SampleData;
using StrongCities.Hub.Tasks;
using Xunit;
using static StrongCities.Host.Tests.Tasks.TaskProcess;
using static StrongCities.Host.Tests.Tasks.TaskWorld;

namespace StrongCities.Host.Tests.Tasks;

/// <summary>Who acts for whom while somebody is away.</summary>
public sealed class SubstituteTests
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(HubWorld.Monday.UtcDateTime);
    private static readonly string Mayor = SamplePeople.SignatoryOf("kumanovo");
    private static readonly string Coordinator = SamplePeople.CoordinatorOf("kumanovo");

    [Fact]
    public async Task Tasks_of_who_is_away_are_addressed_to_the_substitute_and_the_record_says_for_whom()
    {
        await using var world = await StartQuietAsync(Step.Decision("Signatory"));
        await world.AwayAsync(Mayor, Coordinator, Today, Today.AddDays(3));
        await world.SubmitAsync(HubWorld.CompleteForm());
        Assert.Equal(Coordinator, await world.MailedAsync("C7"));
        var page = await world.PageAsync(Coordinator);
        var mayor = await world.Hub.PersonAsync(Mayor);
        Assert.Equal(mayor.Name, page.ForName);
        Assert.Contains(mayor.Name, await world.Hub.NewestMailAsync(Coordinator), StringComparison.Ordinal);

        Assert.IsType<TaskDecided>(await world.AnswerAsync(Coordinator, "Approve"));
        var vote = Assert.Single((await world.PageAsync(Mayor)).Votes);
        Assert.Equal((page.Actor.Name, mayor.Name, (Guid?)mayor.Id), (vote.Name, vote.ForName, vote.Decision.ForPersonId));
        var line = (await world.Hub.SendAsync(new GetCase(await world.Hub.ViewerAsync(Lead), world.RequestId)))!.Timeline.Single(e => e.Key == "Event.DecidedFor");
        Assert.Equal([page.Actor.Name, mayor.Name], [line.Values[0], line.Values[3]]);
    }

    [Fact]
    public async Task Open_tasks_move_when_somebody_goes_away_and_come_back_when_they_return()
    {
        await using var world = await StartAsync(Step.Decision("Signatory"));
        Assert.Equal(Mayor, await world.MailedAsync("C7"));
        await world.AwayAsync(Mayor, Coordinator, Today, Today.AddDays(3));
        Assert.IsType<TaskPage>(await world.OpenAsync(Coordinator));
        Assert.Single(await world.Hub.SendAsync(new ListMyTasks(await world.Hub.ViewerAsync(Coordinator))));

        var absence = Assert.Single((await world.Hub.SendAsync(new ListAbsences(await world.Hub.ViewerAsync(Mayor)))).Mine).Absence.Id;
        Assert.False(await world.Hub.SendAsync(new EndAbsence(await world.Hub.ViewerAsync(Coordinator), absence)));
        Assert.True(await world.Hub.SendAsync(new EndAbsence(await world.Hub.ViewerAsync(Mayor), absence)));
        Assert.IsType<TaskNotFound>(await world.OpenAsync(Coordinator));
        Assert.IsType<TaskPage>(await world.OpenAsync(Mayor));
    }

    [Fact]
    public async Task After_the_last_day_the_substitute_decides_no_more()
    {
        await using var world = await StartQuietAsync(Step.Decision("Signatory"));
        await world.AwayAsync(Mayor, Coordinator, Today, Today.AddDays(1));
        await world.SubmitAsync(HubWorld.CompleteForm());
        var token = await world.Hub.NewestTokenAsync(Coordinator);
        Assert.IsType<TaskPage>(await world.Hub.SendAsync(new OpenTask(new ByGrant(token[..12]))));
        await world.Hub.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.IsType<TaskNotFound>(await world.Hub.SendAsync(new OpenTask(new ByGrant(token[..12]))));
        Assert.Empty(await world.Hub.SendAsync(new ListMyTasks(await world.Hub.ViewerAsync(Coordinator))));
        Assert.IsType<TaskDecided>(await world.AnswerAsync(Mayor, "Approve"));
    }

    [Fact]
    public async Task A_substitute_who_is_away_too_passes_it_on_and_a_circle_leads_to_nobody()
    {
        await using var world = await StartQuietAsync(Step.Decision("HubLead", ("Person", null)));
        await world.AwayAsync(SecondLead, ThirdLead, Today, Today.AddDays(5));
        await world.AwayAsync(ThirdLead, Advisor, Today, Today.AddDays(5));
        await world.SubmitAsync(HubWorld.CompleteForm());
        Assert.Equal($"{Advisor} {Lead}", await world.MailedAsync("C7"));

        await world.AwayAsync(Advisor, SecondLead, Today, Today.AddDays(5));
        await world.SubmitAsync(HubWorld.CompleteForm());
        Assert.Equal($"{SecondLead} {ThirdLead} {Lead}", await world.MailedAsync("C7"));
    }

    [Fact]
    public async Task One_person_never_counts_for_two_voices()
    {
        await using var world = await StartQuietAsync(Step.Decision("HubLead", ("Quorum", "Count"), ("Needed", 2)));
        await world.AwayAsync(SecondLead, Lead, Today, Today.AddDays(5));
        await world.SubmitAsync(HubWorld.CompleteForm());
        Assert.IsType<TaskVoted>(await world.AnswerAsync(Lead, "Approve"));
        Assert.IsType<TaskEndedBefore>(await world.AnswerAsync(Lead, "Approve"));
        Assert.Equal(CaseStatus.Received, await world.StatusAsync());
    }

    [Fact]
    public async Task A_confidential_request_is_not_told_to_a_substitute()
    {
        await using var world = await StartQuietAsync(Step.Decision("Asker"));
        await world.AwayAsync(Coordinator, Mayor, Today, Today.AddDays(5));
        await world.SubmitAsync(HubWorld.CompleteForm() with { Confidential = true });
        Assert.Equal(Coordinator, await world.MailedAsync("C7"));
        Assert.IsType<TaskNotFound>(await world.OpenAsync(Mayor));
    }

    [Theory]
    [InlineData(0, -1, "mayor", "Until", "Problem.PastDate")]
    [InlineData(3, 2, "mayor", "Until", "Problem.Period")]
    [InlineData(0, 400, "mayor", "Until", "Problem.Period")]
    [InlineData(0, 3, "self", "SubstituteId", "Problem.Choice")]
    [InlineData(0, 3, "lead", "SubstituteId", "Problem.Choice")]
    [InlineData(0, 3, "elbasan", "SubstituteId", "Problem.Choice")]
    [InlineData(0, 3, "nobody", "SubstituteId", "Problem.Choice")]
    public async Task An_absence_must_make_sense(int from, int until, string substitute, string field, string problem)
    {
        await using var world = await HubWorld.StartAsync();
        var viewer = await world.ViewerAsync(Coordinator);
        Guid? other = substitute switch
        {
            "mayor" => (await world.PersonAsync(Mayor)).Id,
            "self" => viewer.PersonId,
            "lead" => (await world.PersonAsync(Lead)).Id,
            "elbasan" => (await world.PersonAsync(SamplePeople.CoordinatorOf("elbasan"))).Id,
            _ => null,
        };
        var result = await world.SendAsync(new SetAbsence(viewer, viewer.PersonId, other, Today.AddDays(from), Today.AddDays(until)));
        Assert.Equal((field, problem), (Assert.IsType<AbsenceInvalid>(result).Problems[0].Field, Assert.IsType<AbsenceInvalid>(result).Problems[0].Key));
    }

    [Fact]
    public async Task Only_oneself_and_a_lead_say_when_somebody_is_away()
    {
        await using var world = await HubWorld.StartAsync();
        await world.PlantOtherHubAsync();
        var mayor = await world.PersonAsync(Mayor);
        var coordinator = await world.PersonAsync(Coordinator);
        foreach (var (email, allowed) in new[] { (Coordinator, false), (Advisor, false), ("lead@baltic.example.org", false), (Lead, true) })
        {
            var result = await world.SendAsync(new SetAbsence(await world.ViewerAsync(email), mayor.Id, coordinator.Id, Today, Today));
            Assert.True(result is AbsenceKept == allowed, email);
        }
    }
}
