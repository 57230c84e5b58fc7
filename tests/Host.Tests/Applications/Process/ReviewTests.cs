using StrongCities.Host.Tests.Hub;
using StrongCities.Host.Tests.Opportunities.Process;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.Tasks;
using Xunit;

namespace StrongCities.Host.Tests.Applications.Process;

/// <summary>What a reviewer declines goes to the hub's lead, who has it revised or gives it up.</summary>
public sealed class ReviewTests
{
    [Fact]
    public async Task What_is_declined_is_revised_where_the_lead_says_so()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await InReviewAsync(world);
        await world.AnswerAsync(about.Id, "Task.ReviewQuality", "Approve");
        Assert.True(await world.NeedsWordsAsync(about.Id, "Task.ReviewMoney", "Decline"));
        await world.AnswerAsync(about.Id, "Task.ReviewMoney", "Decline", "The city cannot carry this.");
        var asked = await world.OpenAsync(about.Id);
        Assert.Equal(("Task.ReviewDeclined", "The city cannot carry this."), (asked.Title, asked.Note));
        await world.AnswerAsync(about.Id, "Task.ReviewDeclined", "Revise", "Halve the own share.");
        var again = await world.OpenAsync(about.Id);
        Assert.Equal((CaseStage.FullProposal, "Task.FullProposal", "Halve the own share."), (await world.StageAsync(about.Id), again.Title, again.Note));
        await world.AnswerAsync(about.Id, "Task.FullProposal", "Ready");
        await world.ApproveAsync(about.Id);
        Assert.Equal(CaseStage.MayorSignOff, await world.StageAsync(about.Id));
        Assert.Equal(0, await world.IncidentsAsync());
    }

    [Fact]
    public async Task What_is_declined_ends_where_the_lead_says_so()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await InReviewAsync(world);
        await world.AnswerAsync(about.Id, "Task.ReviewLaw", "Decline", "Cities are not eligible.");
        await world.AnswerAsync(about.Id, "Task.ReviewDeclined", "GiveUp", "It is not for us.");
        var over = await world.ApplicationAsync(about.Id);
        Assert.Equal(CaseStage.GivenUp, over.Stage);
        Assert.NotNull(over.ClosedAt);
        Assert.Equal(0, await world.IncidentsAsync());
    }

    private static async Task<Application> InReviewAsync(HubWorld world)
    {
        var about = await world.AppliedAsync();
        await world.HandInPapersAsync(about.Id);
        await world.KeptAsync(new SaveProposal(await world.CoordinatorAsync(), about.Id, ApplicationWorld.Small));
        await world.AnswerAsync(about.Id, "Task.PrepareApplication", "Prepared");
        await world.AnswerAsync(about.Id, "Task.FunderQuestions", "NoQuestions");
        await world.AnswerAsync(about.Id, "Task.FullProposal", "Ready");
        return about;
    }
}
