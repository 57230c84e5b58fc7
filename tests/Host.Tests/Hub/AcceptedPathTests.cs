using StrongCities.Hub.Assistance;
using StrongCities.Hub.SampleData;
using Xunit;

namespace StrongCities.Host.Tests.Hub;

public sealed class AcceptedPathTests
{
    [Fact]
    public async Task A_complete_request_goes_from_receipt_to_closure_with_a_mail_for_each_step()
    {
        await using var world = await HubWorld.StartAsync();
        var id = await world.SubmitAsync();
        Assert.Equal(CaseStatus.Triage, await world.StatusAsync(id));

        await world.DecideAsync(id, "Task.Triage", "Accept", "Worth doing.");
        Assert.Equal(CaseStatus.Approval, await world.StatusAsync(id));
        Assert.Equal((await world.PersonAsync("advisor2@example.org")).Id, (await world.RequestAsync(id)).AdvisorId);

        await world.DecideAsync(id, "Task.Approval", "Approve");
        Assert.Equal(CaseStatus.Matching, await world.StatusAsync(id));

        var other = await world.PersonAsync("advisor@example.org");
        await world.DecideAsync(id, "Task.Assign", "Answered", null, new() { ["Advisor"] = other.Id.ToString(), ["Helper"] = "Team of Bitola" });
        Assert.Equal(CaseStatus.Delivery, await world.StatusAsync(id));
        Assert.Equal(other.Id, (await world.RequestAsync(id)).AdvisorId);

        await world.DecideAsync(id, "Task.Delivery", "Answered", null, new() { ["Answer"] = "Here is what we suggest." });
        await world.SettleAsync();
        Assert.Contains("Here is what we suggest.", await world.NewestMailAsync(SamplePeople.CoordinatorOf("kumanovo")), StringComparison.Ordinal);

        await world.AdvanceToAsync(HubWorld.Monday.AddDays(3));
        Assert.Equal(CaseStatus.Feedback, await world.StatusAsync(id));
        await world.DecideAsync(id, "Task.Feedback", "Answered", null, new() { ["Usefulness"] = "5" });
        await world.SettleAsync();

        var request = await world.RequestAsync(id);
        Assert.Equal(CaseStatus.Closed, request.Status);
        Assert.NotNull(request.ClosedAt);
        Assert.Equal(["C1", "task", "task", "C7", "task", "accepted", "task", "answer", "C10", "closed"], await world.MailsAsync(id));
        // Only the question half a year later is still to come.
        Assert.Equal(1, await world.TimersAsync());
    }
}
