using StrongCities.Host.Tests.Hub;
using StrongCities.Host.Tests.Opportunities.Process;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.SampleData;
using Xunit;

namespace StrongCities.Host.Tests.Applications.Process;

/// <summary>Whoever was asked to take part hears, once, that an application has ended without money.</summary>
public sealed class PartnersAtTheEndTests
{
    private const string Over = "has ended without money";

    private static string Tetovo => SamplePeople.CoordinatorOf("tetovo");

    private static string Bitola => SamplePeople.CoordinatorOf("bitola");

    [Fact]
    public async Task What_is_given_up_is_told_to_whoever_has_not_declined()
    {
        await using var world = await ProcessWorld.StartAsync();
        await world.ReadEnglishAsync();
        var about = await world.WrittenAsync(ApplicationWorld.Small);
        await AskAsync(world, about.Id, "Tetovo", Tetovo);
        var declined = await AskAsync(world, about.Id, "Bitola", Bitola);
        await world.KeptAsync(new SetMandate(await world.CoordinatorAsync(), about.Id, declined, MandateState.Declined));

        await world.AnswerAsync(about.Id, "Task.SignApplication", "Refuse", "Not this year.");
        Assert.Equal(CaseStage.GivenUp, await world.StageAsync(about.Id));
        var mail = Assert.Single(await world.MailsAsync(Tetovo, Over));
        Assert.Contains("Given up by the city", mail, StringComparison.Ordinal);
        Assert.Contains("Kumanovo", mail, StringComparison.Ordinal);
        // What the mayor said was said to the team.
        Assert.DoesNotContain("Not this year.", mail, StringComparison.Ordinal);
        Assert.Empty(await world.MailsAsync(Bitola, Over));
    }

    [Fact]
    public async Task What_the_funder_refuses_is_told_once_and_not_again_when_its_lesson_is_kept()
    {
        await using var world = await ProcessWorld.StartAsync();
        await world.ReadEnglishAsync();
        var about = await world.WrittenAsync(ApplicationWorld.Small);
        await AskAsync(world, about.Id, "Tetovo", Tetovo);
        await world.AnswerAsync(about.Id, "Task.SignApplication", "Sign");
        await world.CheckAsync(about.Id);
        await world.KeptAsync(new RecordReceipt(await world.CoordinatorAsync(), about.Id, await world.ReceiptAsync(about.Id, "F-1")));
        await world.KeptAsync(new RecordOutcome(await world.CoordinatorAsync(), about.Id, ApplicationOutcome.Refused));
        Assert.Contains("Refused", Assert.Single(await world.MailsAsync(Tetovo, Over)), StringComparison.Ordinal);
        await world.AnswerAsync(about.Id, "Task.Lessons", "Answered", fields: new() { ["Lessons"] = "Less travel." });
        Assert.Equal(CaseStage.NotAwarded, await world.StageAsync(about.Id));
        Assert.Single(await world.MailsAsync(Tetovo, Over));
    }

    [Fact]
    public async Task What_has_lapsed_is_told_only_when_no_proof_can_be_brought_any_more()
    {
        await using var world = await ProcessWorld.StartAsync();
        await world.ReadEnglishAsync();
        var about = await world.WrittenAsync(ApplicationWorld.Small);
        await AskAsync(world, about.Id, "Tetovo", Tetovo);
        await world.AnswerAsync(about.Id, "Task.SignApplication", "Sign");
        await world.CheckAsync(about.Id);
        await world.AdvanceToAsync(about.Brief.ClosesAt!.Value.AddMinutes(1));
        Assert.Equal(CaseStage.Lapsed, await world.StageAsync(about.Id));
        Assert.Empty(await world.MailsAsync(Tetovo, Over));
        await world.AdvanceToAsync(about.Brief.ClosesAt!.Value.AddDays(6));
        Assert.Contains("Not handed in in time", Assert.Single(await world.MailsAsync(Tetovo, Over)), StringComparison.Ordinal);
        Assert.Equal(0, await world.IncidentsAsync());
    }

    private static async Task<Guid> AskAsync(HubWorld world, Guid caseId, string name, string contact)
    {
        var person = await world.PersonAsync(contact);
        await world.KeptAsync(new AskPartner(await world.CoordinatorAsync(), caseId, name, "MK", IsRequired: false, person.Id));
        await using var db = world.Db();
        return db.Partners.Single(partner => partner.CaseId == caseId && partner.Name == name).Id;
    }
}
