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
        await PlanAsync(walk);
        await HelpAsync(walk);
        await FollowAsync(walk);
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

    private static async Task PlanAsync(SupportWalk walk)
    {
        await walk.AnswerAsync(
            "advisor", "Set days, place", null, null, ("VisitFrom", "2026-10-06"), ("VisitUntil", "2026-10-08"), ("Place", "Town hall"), ("Programme", "09:00 Talks\n13:00 Workshop"));
        walk.Mails.Brings("the days are set");
        await walk.ProposeEventAsync(new DateOnly(2026, 10, 7), new DateOnly(2026, 10, 8));
        walk.Mails.Brings("an event is to be held while the helper is there");
        await walk.SuitAsync("coordinator", "Which dates suit you");
        await walk.SuitAsync("peer", "Which dates suit you");
        walk.Mails.Brings("both cities say which days suit them");
        await walk.ChooseDayAsync("Which date is it");
        walk.Mails.Brings("a day is chosen");
        await walk.InviteAsync();
        walk.Mails.Brings("the programme is there: the cities are invited");
        await walk.AnswerAsync("coordinator", "Invitation", "Attend");
        await walk.AnswerAsync("peer", "Invitation", "Attend");
        walk.Mails.Brings("both come");
        await LookAsync(walk.Desk, $"{walk.AtEvent}?lang=en", "desk-event");
        await LookAsync(walk.Portal, $"{walk.AtEvent.Replace("/desk", "", StringComparison.Ordinal)}?lang=en", "event");
        await walk.GoOnToAsync(Ten(2026, 10, 7).AddHours(6));
        walk.Mails.Brings("the event was held");
        await walk.ListWhoCameAsync();
        walk.Mails.Brings("who came is written down");
        await walk.AnswerAsync("coordinator", "What was it worth", null, null, ("Usefulness", "5"));
        await walk.AnswerAsync("peer", "What was it worth", null, null, ("Usefulness", "4"));
        walk.Mails.Brings("both say what it was worth");
        await walk.AnswerAsync("advisor", "What does the report say", null, null, ("Summary", "One list of telephones, kept by the town hall."));
        walk.Mails.Brings("the event has its report");
    }

    private static async Task HelpAsync(SupportWalk walk)
    {
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

    private static async Task FollowAsync(SupportWalk walk)
    {
        await walk.GoOnToAsync(Ten(2027, 1, 29));
        await walk.AnswerAsync("coordinator", "Please look at these risks again", "Acknowledged");
        walk.Mails.Brings("three months later the register asks again");
        await walk.GoOnToAsync(Ten(2027, 5, 5));
        walk.Mails.Brings("half a year later");
        await walk.AnswerAsync("coordinator", "What has become of it", "Happened");
        walk.Mails.Brings("it happened");
    }

    private static async Task LearnAsync(SupportWalk walk)
    {
        await walk.WritePracticeAsync();
        walk.Mails.Brings("a good practice is being written");
        await walk.AnswerAsync("advisor", "Is the good practice ready", "SendToCity");
        walk.Mails.Brings("the city is asked what others may read");
        await walk.AnswerAsync("coordinator", "May others read this good practice", "ReleaseText", null, ("ReleaseNames", "No"), ("ReleasePictures", "No"));
        walk.Mails.Brings("the city releases the text");
        await walk.AnswerAsync("lead", "A good practice waits for your review", "PublishPractice");
        walk.Mails.Brings("everybody may read it");
        var address = await walk.PublicAsync();
        await LookAsync(walk.Portal, $"{address}?lang=en", "practice");
        Assert.Contains(SupportWalk.Practice, await walk.Portal.Locator("main").TextContentAsync(), StringComparison.Ordinal);
        await LookAsync(walk.Portal, $"{address[..address.LastIndexOf('/')]}?lang=en", "practices");
        await LookAsync(walk.Lead, "/desk/equity?lang=en", "desk-equity");
    }
}
