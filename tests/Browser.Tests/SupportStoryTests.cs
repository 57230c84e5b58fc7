using Xunit;
using static StrongCities.Browser.Tests.Walk;

namespace StrongCities.Browser.Tests;

/// <summary>
/// Help for a city as its people see it, from a red risk to the question half a year later, on a clock that the hub drives. Every step is taken on a page
/// or from a mail's link; after each, the mails that came are the expected ones and no others.
/// </summary>
public sealed class SupportStoryTests(Chromium chromium)
{
    [Fact]
    public async Task A_red_risk_becomes_help_and_what_others_can_learn_of_it()
    {
        await using var walk = await SupportWalk.StartAsync(chromium);
        await EndorseAsync(walk);
        await AskAsync(walk);
        await AgreeAsync(walk);
        await FindHelpAsync(walk);
        await HelpAsync(walk);
        await LearnAsync(walk);
        walk.Mails.End();
    }

    private static async Task EndorseAsync(SupportWalk walk)
    {
        await walk.SendRegisterAsync();
        walk.Mails.Brings("the register is sent on");
        await walk.AnswerAsync("finance", "Please rate the risks", "RisksSame");
        walk.Mails.Brings("the departments see no change");
        await walk.AnswerAsync("coordinator", "Has the city agreed", "Agreed");
        walk.Mails.Brings("the city has agreed");
        Assert.NotNull(await walk.AnswerAsync("mayor", "Please endorse the risk register", "Endorse"));
        walk.Mails.Brings("the mayor endorses: one risk is red, and the hub may read it");
        await walk.AnswerAsync("advisor", "A risk has become high", "OfferHelp");
        walk.Mails.Brings("the hub offers help");
        await LookAsync(walk.Portal, "/risks?lang=en", "risks");
        await LookAsync(walk.Desk, "/desk/risks?lang=en", "desk-risks");
        await LookAsync(walk.Desk, (await walk.Desk.Locator(".risk-line, main li", new() { HasText = SupportWalk.Risk }).Locator("a[href$='/similar']").First.GetAttributeAsync("href"))!, "desk-similar");
    }

    private static async Task AskAsync(SupportWalk walk)
    {
        await walk.AskForHelpAsync();
        walk.Mails.Brings("the city asks");
        await LookAsync(walk.Desk, "/desk/board?lang=en", "desk-board");
        await walk.AnswerAsync("advisor", "Judge a city", "Accept");
        walk.Mails.Brings("the advisor accepts");
        await walk.StandsAsync("Consultation");
        await walk.GoOnToAsync(Ten(2026, 9, 2));
        walk.Mails.Brings("nobody objects for five working days");
    }

    private static async Task AgreeAsync(SupportWalk walk)
    {
        await walk.StandsAsync("Agreement on the help");
        await walk.AnswerAsync(
            "advisor", "Write the terms", null, null,
            ("Objective", "A quick channel against rumours."), ("Deliverables", "A plan and a workshop."), ("WorkDays", "4"), ("SuccessTest", "A rumour is answered within an hour."), ("HelpBudget", "0"));
        walk.Mails.Brings("the terms are written");
        await walk.AnswerAsync("coordinator", "Please agree to the terms", "Agree");
        walk.Mails.Brings("the city agrees to them");
    }

    private static async Task FindHelpAsync(SupportWalk walk)
    {
        await walk.StandsAsync("Finding help");
        await walk.ProposeAsync("Ilir Basha");
        await walk.ProposeAsync("Hanna Lindqvist");
        await LookAsync(walk.Desk, $"{walk.AtDesk}/candidates", "desk-candidates");
        await walk.AnswerAsync("advisor", "Propose who could help", "ListReady");
        walk.Mails.Brings("two are proposed");
        await walk.StepAsideAsync("Ilir", "Invitation to help a city", "I sit on the board of the firm that would build it.");
        walk.Mails.Brings("the first has an interest, the next is asked");
        await walk.HelpAsync("Hanna", "Invitation to help a city");
        walk.Mails.Brings("the next can help");
        await walk.AnswerAsync("coordinator", "Is this help right", "Fine");
        walk.Mails.Brings("the city is content");
        await walk.AnswerAsync("lead", "Your decision is needed", "Approve");
        walk.Mails.Brings("the lead approves");
    }

    private static async Task HelpAsync(SupportWalk walk)
    {
        await walk.AnswerAsync(
            "advisor", "Set days, place", null, null, ("VisitFrom", "2026-10-06"), ("VisitUntil", "2026-10-08"), ("Place", "Town hall"), ("Programme", "09:00 Talks\n13:00 Workshop"));
        walk.Mails.Brings("the days are set");
        await walk.GoOnToAsync(Ten(2026, 10, 9));
        walk.Mails.Brings("the visit is over");
        await walk.ReportAsync("Hanna", "Send the report");
        walk.Mails.Brings("the report is there");
        await walk.GoOnToAsync(Ten(2026, 10, 27));
        walk.Mails.Brings("the city is silent for ten working days: the report is accepted");
        await walk.AnswerAsync("coordinator", "How useful was the help", null, null, ("Usefulness", "5"));
        await walk.AnswerAsync("Hanna", "How useful was the help", null, null, ("Usefulness", "4"));
        walk.Mails.Brings("both say how it went");
        await walk.AnswerAsync("advisor", "Close the case", "KeepFiles");
        walk.Mails.Brings("the case is closed, and the register asks for a new look");
        await walk.ControlAsync(3);
        await walk.AnswerAsync("coordinator", "Please look at these risks again", "Acknowledged");
        walk.Mails.Brings("the risk is no longer red");
    }

    private static async Task LearnAsync(SupportWalk walk)
    {
        await walk.GoOnToAsync(Ten(2027, 1, 29));
        await walk.AnswerAsync("coordinator", "Please look at these risks again", "Acknowledged");
        walk.Mails.Brings("three months later the register asks again");
        await walk.GoOnToAsync(Ten(2027, 5, 5));
        walk.Mails.Brings("half a year later");
        await walk.AnswerAsync("coordinator", "What has become of it", "Happened");
        walk.Mails.Brings("it happened");
    }
}
