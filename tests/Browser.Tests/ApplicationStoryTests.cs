using Xunit;
using static StrongCities.Browser.Tests.ApplicationWalk;
using static StrongCities.Browser.Tests.Walk;

namespace StrongCities.Browser.Tests;

/// <summary>
/// A whole two-stage application as its people see it, from the city's interest to the last report and the published award, on a clock that the hub
/// drives. Every step is taken on a page or from a mail's link; after each, the mails that came are the expected ones and no others.
/// </summary>
public sealed partial class ApplicationStoryTests(Chromium chromium)
{
    [Fact]
    public async Task A_two_stage_application_goes_from_interest_to_its_final_report()
    {
        await using var walk = await ApplicationWalk.StartAsync(chromium);
        await DecideToApplyAsync(walk);
        await PlanAsync(walk);
        await HandInConceptAsync(walk);
        await WriteProposalAsync(walk);
        await SignAsync(walk);
        await HandInAsync(walk);
        await WinAsync(walk);
        await ReportAsync(walk);
        await CloseAsync(walk);
        walk.Mails.End();
    }

    private static async Task DecideToApplyAsync(ApplicationWalk walk)
    {
        await walk.GoOnToAsync(Ten(2026, 8, 25));
        walk.Mails.Brings("the city is asked");
        await walk.AnswerAsync("coordinator", "What is new", "Interested");
        walk.Mails.Brings("the city is interested");
        await walk.AnswerAsync(
            "advisor", "Rate how well", null, null, ("Awards", "6"), ("Eligibility", "9"), ("Deadline", "8"), ("Experience", "7"), ("Capacity", "7"), ("Budget", "8"), ("Strategy", "9"));
        walk.Mails.Brings("the advisor has rated it");
        await walk.AnswerAsync("coordinator", "Go or no go", "Go");
        walk.Mails.Brings("the city goes for it");
    }

    private static async Task PlanAsync(ApplicationWalk walk)
    {
        await walk.FindApplicationAsync();
        await walk.StandsAsync("The application is being prepared");
        await walk.SayAsync(walk.Portal, "proposal", ("Title", Project), ("Summary", "Forty lamps on the way to three schools."), ("Requested", "58000"), ("OwnShare", "12000"), ("Objective", "Fewer dark corners on the way to school"));
        await walk.SayAsync(walk.Portal, "deadlines", ("ConceptClosesAt", "2026-10-30T16:00"));
        walk.Mails.Brings("the funder wants a concept note first");
        await walk.SayAsync(walk.Portal, "partner", ("ContactId", "Bitola"));
        walk.Mails.Brings("a partner is named");
        await walk.AnswerAsync("advisor", "Prepare an application", "Prepared");
        walk.Mails.Brings("the plan is ready");
        var plan = walk.Mails.Newest("coordinator", "The plan is ready");
        Assert.InRange(Postbag.DaysIn(plan), 8, 14);
        Assert.Contains($"It has {Postbag.DaysIn(plan)} milestones", Postbag.TextOf(plan), StringComparison.Ordinal);
        await walk.AnswerAsync("partner", "Invitation to be a partner", "Join");
        walk.Mails.Brings("the partner joins");
        await AskFunderAsync(walk);
        await walk.GoOnToAsync(Ten(2026, 10, 21));
        walk.Mails.Brings("the partner's paper is late");
        await walk.SayAsync(walk.Portal, "mandate", ("Mandate", "signed"), ("SignedPaper", "mandate-bitola.pdf"));
        walk.Mails.Brings("the partner has signed");
    }

    private static async Task AskFunderAsync(ApplicationWalk walk)
    {
        await walk.WriteQuestionAsync("May poles be bought in the first month?");
        walk.Mails.Brings("a question to the funder is on the list");
        await walk.AnswerAsync("coordinator", "collect them, send one list", "ListSent");
        walk.Mails.Brings("the list is with the funder");
        await walk.WriteAnswerAsync("Yes, from the day of the agreement.");
        walk.Mails.Brings("the funder has answered");
    }

    private static async Task HandInConceptAsync(ApplicationWalk walk)
    {
        await walk.StandsAsync("The concept note is written");
        await walk.AnswerAsync("coordinator", "The deadline comes closer", "Ready");
        walk.Mails.Brings("the concept note is written");
        await ReviewAsync(walk);
        walk.Mails.Brings("the concept note is reviewed");
        await walk.SayAsync(walk.Portal, "proof", ("Number", "C-7"), ("ReceivedAt", "2026-10-21T09:30"), ("Proof", "concept-receipt.pdf"));
        await walk.StandsAsync("The concept note is with the funder");
        walk.Mails.Brings("the concept note is in");
    }

    private static async Task ReviewAsync(ApplicationWalk walk)
    {
        await walk.StandsAsync("Reviewed inside");
        await walk.AnswerAsync("advisor", "Please review", "Approve");
        await walk.AnswerAsync("finance", "Please review", "Approve");
        await walk.AnswerAsync("lead", "Please review", "Approve");
    }

    private static async Task WriteProposalAsync(ApplicationWalk walk)
    {
        await walk.GoOnToAsync(Ten(2026, 10, 28));
        await walk.AnswerAsync("coordinator", "Was the city invited", "Invited");
        walk.Mails.Brings("the city is invited");
        await walk.SayAsync(walk.Portal, "deadlines", ("ClosesAt", "2027-01-29T17:00"));
        walk.Mails.Brings("the funder says by when");
        await walk.SayAsync(walk.Portal, "session", ("SessionAt", "2026-11-26T11:00"));
        walk.Mails.Brings("the council's day is known");
        await walk.SendPapersAsync();
        walk.Mails.Brings("the papers are there");
        await walk.AnswerAsync("coordinator", "The deadline comes closer", "Ready");
        walk.Mails.Brings("the proposal is written");
        await ReviewAsync(walk);
        walk.Mails.Brings("the proposal is reviewed");
    }

    private static async Task SignAsync(ApplicationWalk walk)
    {
        await walk.StandsAsync("With the mayor for signature");
        Assert.NotNull(await walk.AnswerAsync("mayor", "Your signature is needed", "Sign"));
        walk.Mails.Brings("the mayor has signed");
        await walk.StandsAsync("With the council");
        await walk.GoOnToAsync(Ten(2026, 11, 27));
        walk.Mails.Brings("the council sat yesterday");
        await walk.AnswerAsync("secretary", "An item for the council", "Agreed", null, ("CouncilNumber", "08-112/3"));
        walk.Mails.Brings("the council agrees");
    }

    private static async Task HandInAsync(ApplicationWalk walk)
    {
        await walk.StandsAsync("Final check");
        await walk.AnswerAsync("coordinator", "Final check", "AllThere");
        walk.Mails.Brings("one has checked");
        await walk.AnswerAsync("advisor", "Final check", "AllThere");
        walk.Mails.Brings("two have checked");
        await walk.StandsAsync("Being handed in");
        await walk.SayAsync(walk.Portal, "proof", ("Number", "F-22"), ("ReceivedAt", "2026-11-27T09:45"), ("Proof", "receipt.pdf"));
        walk.Mails.Brings("it is in");
        await walk.SayAsync(walk.Portal, "asked", ("Asked", "Who pays the guards?"), ("DueAt", "2026-12-07T12:00"));
        walk.Mails.Brings("the funder asks");
        await walk.AnswerAsync("coordinator", "The funder asks something", null, null, ("Answer", "The city does."));
        walk.Mails.Brings("the city has answered");
        await walk.StandsAsync("The funder decides");
    }

    private static async Task WinAsync(ApplicationWalk walk)
    {
        await walk.GoOnToAsync(Ten(2026, 12, 29));
        walk.Mails.Brings("a month has passed");
        await walk.SayAsync(walk.Portal, "outcome", ("Outcome", "Awarded"), ("Evaluation", "Clear and small."));
        walk.Mails.Brings("the funder gives the money");
        await walk.AnswerAsync("coordinator", "prepare the agreement", "Ready", null, ("AgreementNumber", "2026/117"), ("WorkStartsOn", "2027-02-01"), ("WorkEndsOn", "2028-04-30"));
        walk.Mails.Brings("the agreement is there");
        Assert.NotNull(await walk.AnswerAsync("mayor", "Your signature is needed", "Sign"));
        walk.Mails.Brings("the mayor has signed the agreement");
        await walk.AnswerAsync("secretary", "An item for the council", "Agreed", null, ("CouncilNumber", "08-200/1"));
        walk.Mails.Brings("the council agrees to it");
        await walk.StandsAsync("Awarded");
        await walk.FindAwardAsync();
    }

    private static async Task ReportAsync(ApplicationWalk walk)
    {
        await walk.GoOnToAsync(Ten(2027, 1, 29));
        walk.Mails.Brings("the first money is expected");
        await walk.SayOfAwardAsync(walk.Portal, "paid", ("InstalmentId", "Pre-financing"), ("Paid", "20300"), ("PaidOn", "2027-01-29"));
        walk.Mails.Brings("the first money is there");
        await walk.GoOnToAsync(Ten(2028, 3, 2));
        walk.Mails.Brings("the interim report comes closer");
        await walk.SayOfAwardAsync(walk.Portal, "report", ("ObligationId", "Interim report"), ("State", "Draft is with the advisor"));
        await walk.SayOfAwardAsync(await walk.FinanceAsync(), "report", ("ObligationId", "Interim report"), ("State", "Checked"));
        await walk.SayOfAwardAsync(walk.Portal, "report", ("ObligationId", "Interim report"), ("State", "With the funder"));
        await walk.SayOfAwardAsync(walk.Portal, "report", ("ObligationId", "Interim report"), ("State", "Accepted"));
        walk.Mails.Brings("the interim report is accepted");
        await walk.GoOnToAsync(Ten(2028, 6, 1));
        walk.Mails.Brings("its money is expected");
        await walk.SayOfAwardAsync(walk.Portal, "paid", ("InstalmentId", "Interim payment"), ("Paid", "23200"), ("PaidOn", "2028-06-01"));
        walk.Mails.Brings("its money is there");
        await LookAsync(walk.Portal, walk.Award, "award");
        await LookAsync(walk.Desk, $"/desk{walk.Award}", "desk-award");
    }

    private static async Task CloseAsync(ApplicationWalk walk)
    {
        await walk.GoOnToAsync(Ten(2028, 7, 3));
        walk.Mails.Brings("the final report comes closer");
        await walk.SayOfAwardAsync(walk.Portal, "report", ("ObligationId", "Final report"), ("State", "With the funder"));
        await walk.SayOfAwardAsync(walk.Portal, "report", ("ObligationId", "Final report"), ("State", "Accepted"));
        walk.Mails.Brings("the final report is accepted");
        Assert.DoesNotContain((await walk.OpenDataAsync())!["grants"]!.AsArray(), one => (string)one!["title"]! == Project);
        await walk.SayOfAwardAsync(walk.Portal, "paid", ("InstalmentId", "Balance"), ("Paid", "14500"), ("PaidOn", "2028-07-03"));
        walk.Mails.Brings("all is there");
        await walk.AnswerAsync("coordinator", "read about", "Publish");
        walk.Mails.Brings("everybody may read it");
        var grant = (await walk.OpenDataAsync())!["grants"]![0]!;
        Assert.Equal((58_000m, Project), ((decimal)grant["amountAwarded"]!, (string)grant["title"]!));
    }
}
