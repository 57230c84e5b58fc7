using Microsoft.EntityFrameworkCore;
using StrongCities.Host.Tests.Hub;
using StrongCities.Host.Tests.Opportunities.Process;
using StrongCities.Hub.Applications;
using StrongCities.Hub.People;
using StrongCities.Hub.SampleData;
using StrongCities.Hub.Tasks;
using Xunit;

namespace StrongCities.Host.Tests.Applications.Process;

/// <summary>An application goes from one coordinator to another.</summary>
public sealed class TransferTests
{
    private const string Second = "second@example.org";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_new_coordinator_is_told_and_has_the_tasks_and_the_old_one_has_none()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.AppliedAsync();
        var old = await world.CoordinatorAsync();
        await world.AnswerAsync(about.Id, "Task.PrepareApplication", "Prepared");
        var next = await world.AddPersonAsync(Second, Roles.Coordinator, ApplicationWorld.City);
        await world.SettleAsync();
        var task = await world.OpenAsync(about.Id, "Task.FullProposal");
        Assert.Equal(2, task.Seats.Count);
        Assert.IsType<TaskChanged>(await world.SendAsync(new ChangeTask(await world.ViewerAsync("advisor@example.org"), task.Id, TaskActKind.Reassigned, "She writes.", old.PersonId)));

        await world.KeptAsync(new Transfer(old, about.Id, next.PersonId, "She is on leave from Monday."));
        foreach (var title in new[] { "Task.FullProposal", "Task.FunderQuestions" })
        {
            Assert.Equal(next.PersonId, Assert.Single((await world.OpenAsync(about.Id, title)).Seats).PersonId);
        }

        Assert.IsType<TaskNotFound>(await world.SendAsync(new OpenTask(new BySeat(old, task.Id))));
        var told = await world.MailsAsync(Second);
        Assert.Contains(told, mail => mail.Contains("You lead this application now", StringComparison.Ordinal) && mail.Contains("She is on leave from Monday.", StringComparison.Ordinal));
        await using (var db = world.Db())
        {
            var line = await db.CaseEvents.SingleAsync(e => e.CaseId == about.Id && e.Key == "Event.CoordinatorChanged", Token);
            Assert.Equal([Second, "She is on leave from Monday."], line.Values);
            Assert.Equal(old.PersonId, line.ActorId);
        }

        // What comes later is asked of her alone, and mails go to her alone.
        var letters = (await world.LettersAsync(about.Id)).Count(letter => letter.To == SamplePeople.CoordinatorOf(ApplicationWorld.City));
        await world.HandInPapersAsync(about.Id);
        await world.KeptAsync(new SaveProposal(next, about.Id, ApplicationWorld.Small));
        await world.AnswerAsync(about.Id, "Task.FunderQuestions", "NoQuestions");
        await world.AnswerAsync(about.Id, "Task.FullProposal", "Ready");
        await world.ApproveAsync(about.Id);
        await world.AnswerAsync(about.Id, "Task.SignApplication", "Sign");
        Assert.DoesNotContain((await world.OpenAsync(about.Id, "Task.FinalCheck")).Seats, seat => seat.PersonId == old.PersonId);
        Assert.Equal(letters, (await world.LettersAsync(about.Id)).Count(letter => letter.To == SamplePeople.CoordinatorOf(ApplicationWorld.City)));
        Assert.Equal(0, await world.IncidentsAsync());
    }

    [Fact]
    public async Task It_goes_only_to_a_coordinator_of_the_city_and_only_with_a_reason()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.AppliedAsync();
        var coordinator = await world.CoordinatorAsync();
        var mayor = await world.ViewerAsync(SamplePeople.SignatoryOf(ApplicationWorld.City));
        var other = await world.CoordinatorAsync("tetovo");
        Assert.Equal("Application.Problem.Reason", (await world.RefusedAsync(new Transfer(coordinator, about.Id, coordinator.PersonId, " "))).Key);
        Assert.Equal("Application.Problem.NoCoordinator", (await world.RefusedAsync(new Transfer(coordinator, about.Id, mayor.PersonId, "Why not."))).Key);
        Assert.Equal("Application.Problem.NoCoordinator", (await world.RefusedAsync(new Transfer(coordinator, about.Id, other.PersonId, "Why not."))).Key);
        Assert.IsType<NoApplication>(await world.SendAsync(new Transfer(other, about.Id, other.PersonId, "Mine now.")));
        await world.KeptAsync(new Transfer(await world.ViewerAsync("advisor@example.org"), about.Id, coordinator.PersonId, "One person leads."));
        Assert.Equal("Application.Problem.CoordinatesAlready", (await world.RefusedAsync(new Transfer(coordinator, about.Id, coordinator.PersonId, "Again."))).Key);
        Assert.Equal(coordinator.PersonId, (await world.ApplicationAsync(about.Id)).CoordinatorId);
    }

    [Fact]
    public async Task When_the_one_who_leads_has_left_all_coordinators_are_asked_again()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.AppliedAsync();
        var next = await world.AddPersonAsync(Second, Roles.Coordinator, ApplicationWorld.City);
        await world.KeptAsync(new Transfer(next, about.Id, next.PersonId, "I do it."));
        await world.AnswerAsync(about.Id, "Task.PrepareApplication", "Prepared");
        Assert.Equal(next.PersonId, Assert.Single((await world.OpenAsync(about.Id, "Task.FullProposal")).Seats).PersonId);
        await world.RemovePersonAsync(next.PersonId);
        var coordinator = await world.CoordinatorAsync();
        Assert.Equal(coordinator.PersonId, Assert.Single((await world.OpenAsync(about.Id, "Task.FullProposal")).Seats).PersonId);
    }
}
