using StrongCities.Host.Tests.Hub;
using StrongCities.Host.Tests.Opportunities.Process;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.SampleData;
using Xunit;

namespace StrongCities.Host.Tests.Applications.Process;

/// <summary>What partners, advisor, mayor and lead read of an application.</summary>
public sealed class ApplicationMailTests
{
    private const string Advisor = "advisor@example.org";
    private const string Lead = "lead@example.org";

    private static string Partner => SamplePeople.CoordinatorOf("tetovo");

    private static string Mayor => SamplePeople.SignatoryOf(ApplicationWorld.City);

    [Fact]
    public async Task A_partner_is_invited_and_told_what_is_missing()
    {
        await using var world = await ProcessWorld.StartAsync();
        await world.ReadEnglishAsync();
        var about = await world.AppliedAsync();
        var coordinator = await world.CoordinatorAsync();
        await world.KeptAsync(new SaveProposal(coordinator, about.Id, ApplicationWorld.Small));
        await AskAsync(world, about.Id, isRequired: true);
        await world.AnswerAsync(about.Id, "Task.PrepareApplication", "Prepared");
        var invitation = Assert.Single(await world.MailsAsync(Partner, "invites yours to take part as a partner"));
        Assert.Contains("Safer streets", invitation, StringComparison.Ordinal);

        await world.AdvanceToAsync((await world.PlanAsync(about.Id))[MilestoneKind.PartnerPapers].DueAt);
        var missing = Assert.Single(await world.MailsAsync(Partner, "The application needs 2 more papers from your city."));
        Assert.Contains("Partners' mandates", missing, StringComparison.Ordinal);
        Assert.Contains("Proof of legal status", missing, StringComparison.Ordinal);
        // The city's own people and the advisor read who it is.
        Assert.Contains(await world.MailsAsync(Advisor, "Papers of partners are missing"), mail => mail.Contains("Tetovo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_in_is_told_with_its_number_to_advisor_mayor_and_partners()
    {
        await using var world = await ProcessWorld.StartAsync();
        await world.ReadEnglishAsync();
        var about = await world.WrittenAsync(ApplicationWorld.Small);
        await AskAsync(world, about.Id, isRequired: false);
        await world.AnswerAsync(about.Id, "Task.SignApplication", "Sign");
        await world.CheckAsync(about.Id);
        await world.KeptAsync(new RecordReceipt(await world.CoordinatorAsync(), about.Id, await world.ReceiptAsync(about.Id, "F-417")));
        foreach (var reader in new[] { SamplePeople.CoordinatorOf(ApplicationWorld.City), Advisor, Mayor, Partner })
        {
            Assert.Contains("F-417", Assert.Single(await world.MailsAsync(reader, "The application was submitted to the funder.")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_result_is_told_to_team_mayor_and_lead()
    {
        await using var world = await ProcessWorld.StartAsync();
        await world.ReadEnglishAsync();
        var about = await world.SubmittedAsync();
        await world.KeptAsync(new RecordOutcome(await world.CoordinatorAsync(), about.Id, ApplicationOutcome.Awarded));
        foreach (var reader in new[] { SamplePeople.CoordinatorOf(ApplicationWorld.City), Advisor, Mayor, Lead })
        {
            Assert.Contains("Awarded", Assert.Single(await world.MailsAsync(reader, "The funder has decided about the application.")), StringComparison.Ordinal);
        }
    }

    private static async Task AskAsync(HubWorld world, Guid caseId, bool isRequired)
    {
        var partner = await world.PersonAsync(Partner);
        await world.KeptAsync(new AskPartner(await world.CoordinatorAsync(), caseId, "Tetovo", "MK", isRequired, partner.Id));
    }
}
