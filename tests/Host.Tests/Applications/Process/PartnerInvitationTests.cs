using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Engine.Execution;
using StrongCities.Host.Tests.Hub;
using StrongCities.Host.Tests.Opportunities.Process;
using StrongCities.Hub;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.SampleData;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Applications.Process;

/// <summary>A partner says in its mail whether it joins, and the application goes on accordingly.</summary>
public sealed class PartnerInvitationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Coordinator => SamplePeople.CoordinatorOf(ApplicationWorld.City);

    private static string Tetovo => SamplePeople.CoordinatorOf("tetovo");

    private static string Bitola => SamplePeople.CoordinatorOf("bitola");

    [Fact]
    public async Task It_reads_the_draft_of_the_mandate_joins_by_a_button_and_the_coordinator_hears_of_it()
    {
        await using var world = await ProcessWorld.StartAsync();
        await world.ReadEnglishAsync();
        var about = await world.AppliedAsync();
        await world.KeptAsync(new SaveProposal(await world.CoordinatorAsync(), about.Id, ApplicationWorld.Small));
        await AskAsync(world, about.Id, "Tetovo", Tetovo, isRequired: true);
        // Nobody is asked before there is a plan.
        Assert.Equal(MandateState.Named, await MandateAsync(world, about.Id, "Tetovo"));
        await world.AnswerAsync(about.Id, "Task.PrepareApplication", "Prepared");
        Assert.Equal(MandateState.Asked, await MandateAsync(world, about.Id, "Tetovo"));
        var mail = Assert.Single(await world.MailsAsync(Tetovo, "invites yours to take part as a partner"));
        Assert.All(
            ["Draft of the mandate", "Kumanovo", "Safer streets", "150,000", "needs your signed mandate", "We join", "Decline"],
            words => Assert.Contains(words, mail, StringComparison.Ordinal));
        Assert.DoesNotContain("5,000.00", mail.Replace("150,000.00", "", StringComparison.Ordinal), StringComparison.Ordinal);

        await world.AnswerFromMailAsync(Tetovo, "Join");
        Assert.Equal(MandateState.Interested, await MandateAsync(world, about.Id, "Tetovo"));
        Assert.Contains("Tetovo", Assert.Single(await world.MailsAsync(Coordinator, "A partner joins")), StringComparison.Ordinal);
        // A yes is no signature.
        Assert.Equal(CaseStage.PartnerBuilding, await world.StageAsync(about.Id));
        Assert.Equal(0, await world.IncidentsAsync());
    }

    [Fact]
    public async Task Who_declines_says_why_and_the_city_goes_on_without_it()
    {
        await using var world = await ProcessWorld.StartAsync();
        await world.ReadEnglishAsync();
        var about = await world.AppliedAsync();
        var coordinator = await world.CoordinatorAsync();
        await world.AnswerAsync(about.Id, "Task.PrepareApplication", "Prepared");
        // Without partners it is being written by now; whoever is asked later is heard all the same.
        Assert.Equal(CaseStage.FullProposal, await world.StageAsync(about.Id));
        await AskAsync(world, about.Id, "Tetovo", Tetovo, isRequired: true);
        await AskAsync(world, about.Id, "Bitola", Bitola, isRequired: false);
        await world.AnswerFromMailAsync(Tetovo, "Decline", "Our council has no time.");
        await world.AnswerFromMailAsync(Bitola, "Join");
        Assert.Equal(MandateState.Declined, await MandateAsync(world, about.Id, "Tetovo"));
        Assert.Equal(MandateState.Interested, await MandateAsync(world, about.Id, "Bitola"));
        var told = Assert.Single(await world.MailsAsync(Coordinator, "A partner does not join"));
        Assert.All(["Tetovo", "Our council has no time."], words => Assert.Contains(words, told, StringComparison.Ordinal));
        var joined = Assert.Single(await world.MailsAsync(Coordinator, "A partner joins"));
        Assert.Contains("Bitola", joined, StringComparison.Ordinal);
        Assert.DoesNotContain("no time", joined, StringComparison.Ordinal);
        await using var db = world.Db();
        var declined = await db.Partners.SingleAsync(partner => partner.Name == "Tetovo", Token);
        await world.KeptAsync(new SetMandate(coordinator, about.Id, declined.Id, MandateState.Dropped));
        Assert.Equal(0, await world.IncidentsAsync());
    }

    [Fact]
    public async Task A_required_partner_that_declines_holds_the_papers_up_until_the_city_goes_on_without_it()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.AppliedAsync();
        await AskAsync(world, about.Id, "Tetovo", Tetovo, isRequired: true);
        await world.AnswerAsync(about.Id, "Task.PrepareApplication", "Prepared");
        await world.AnswerFromMailAsync(Tetovo, "Decline", "No time.");
        Assert.Equal(CaseStage.PartnerBuilding, await world.StageAsync(about.Id));
        await using var db = world.Db();
        await world.KeptAsync(new SetMandate(await world.CoordinatorAsync(), about.Id, (await db.Partners.SingleAsync(Token)).Id, MandateState.Dropped));
        Assert.Equal(CaseStage.FullProposal, await world.StageAsync(about.Id));
    }

    [Fact]
    public async Task A_partner_sees_what_it_is_asked_and_neither_papers_nor_the_citys_own_money()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.WrittenAsync(ApplicationWorld.Small);
        await AskAsync(world, about.Id, "Tetovo", Tetovo, isRequired: false);
        var token = await world.NewestTokenAsync(Tetovo);
        var page = Assert.IsType<TaskPage>(await world.SendAsync(new OpenTask(new ByGrant(token.Split('.')[0]))));
        Assert.Empty(page.Attachments);
        var topic = Assert.IsType<ApplicationTopic>(page.Topic);
        Assert.Equal(("Kumanovo", 150_000m, null, "Role.Partner"), (topic.Lead, topic.Amount, topic.OwnShare, topic.Role));
    }

    [Fact]
    public async Task What_ends_the_application_ends_the_asking_too()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.WrittenAsync(ApplicationWorld.Small);
        await AskAsync(world, about.Id, "Tetovo", Tetovo, isRequired: false);
        await world.OpenAsync(about.Id, "Task.JoinAsPartner");
        await world.KeptAsync(new Withdraw(await world.CoordinatorAsync(), about.Id, "The budget was cut."));
        await using var db = world.Db();
        Assert.Equal(0, await db.Tasks.CountAsync(task => task.CaseId == about.Id && task.State == TaskState.Open, Token));
        Assert.Equal(WorkflowStatus.Finished, (await db.Instances.SingleAsync(i => i.Id == about.InstanceId, Token)).Status);
    }

    [Fact]
    public async Task A_mandate_that_comes_on_paper_ends_the_asking()
    {
        await using var world = await ProcessWorld.StartAsync();
        var about = await world.WrittenAsync(ApplicationWorld.Small);
        await AskAsync(world, about.Id, "Tetovo", Tetovo, isRequired: true);
        await world.OpenAsync(about.Id, "Task.JoinAsPartner");
        await using var db = world.Db();
        var partner = await db.Partners.SingleAsync(Token);
        await world.KeptAsync(new SetMandate(await world.CoordinatorAsync(), about.Id, partner.Id, MandateState.Signed, await world.FileAsync(about.Id)));
        Assert.Equal(TaskState.Withdrawn, (await db.Tasks.SingleAsync(task => task.CaseId == about.Id && task.Title == "Task.JoinAsPartner", Token)).State);
        Assert.Equal(MandateState.Signed, await MandateAsync(world, about.Id, "Tetovo"));
    }

    [Fact]
    public async Task A_deadline_that_moves_asks_nobody_twice()
    {
        await using var world = await ProcessWorld.StartAsync();
        await world.ReadEnglishAsync();
        var about = await world.WrittenAsync(ApplicationWorld.Small);
        await AskAsync(world, about.Id, "Tetovo", Tetovo, isRequired: false);
        await world.KeptAsync(new SetDeadlines(await world.CoordinatorAsync(), about.Id, null, about.Brief.ClosesAt!.Value.AddDays(14)));
        Assert.Single(await world.MailsAsync(Tetovo, "invites yours to take part as a partner"));
        await world.AnswerFromMailAsync(Tetovo, "Join");
        Assert.Equal(MandateState.Interested, await MandateAsync(world, about.Id, "Tetovo"));
    }

    [Fact]
    public async Task A_process_without_that_step_leaves_it_to_a_mail_at_once()
    {
        await using var world = await ProcessWorld.StartAsync();
        await world.ReadEnglishAsync();
        var about = await world.AppliedAsync();
        await world.Services.GetRequiredService<CommitQueue>().CommitAsync(
            async (runtime, token) =>
            {
                var instance = await runtime.Hub().Instances.SingleAsync(i => i.Id == about.InstanceId, token);
                var version = await runtime.Hub().Definitions.SingleAsync(d => d.Id == instance.DefinitionVersionId, token);
                version.Json = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(version.Json).Replace("StrongCities.AskToJoin", "StrongCities.Other", StringComparison.Ordinal));
                return UnitResult.Keep(true);
            },
            Token);
        await AskAsync(world, about.Id, "Tetovo", Tetovo, isRequired: true);
        Assert.Equal(MandateState.Asked, await MandateAsync(world, about.Id, "Tetovo"));
        var mail = Assert.Single(await world.MailsAsync(Tetovo, "invites yours to take part as a partner"));
        Assert.Contains("Draft of the mandate", mail, StringComparison.Ordinal);
    }

    private static async Task AskAsync(HubWorld world, Guid caseId, string name, string contact, bool isRequired)
    {
        var person = await world.PersonAsync(contact);
        await world.KeptAsync(new AskPartner(await world.CoordinatorAsync(), caseId, name, "MK", isRequired, person.Id));
    }

    private static async Task<MandateState> MandateAsync(HubWorld world, Guid caseId, string name)
    {
        await using var db = world.Db();
        return (await db.Partners.SingleAsync(partner => partner.CaseId == caseId && partner.Name == name, Token)).Mandate;
    }
}
