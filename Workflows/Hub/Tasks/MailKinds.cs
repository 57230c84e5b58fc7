using StrongCities.Hub.Mail;

namespace StrongCities.Hub.Tasks;

/// <summary>Kinds of mail that a designer may choose.</summary>
internal static class MailKinds
{
    /// <summary>What a designer reads instead of their ids.</summary>
    public static IReadOnlyDictionary<string, string> Texts { get; } = new Dictionary<string, string>
    {
        [MailKind.RequestReceived] = "Request received",
        [MailKind.PleaseComplete] = "Please complete your request",
        [MailKind.Approval] = "Please approve",
        [MailKind.Feedback] = "How did it go?",
        [MailKind.Task] = "Please decide or answer",
        [MailKind.Overdue] = "A task is overdue",
        [MailKind.Accepted] = "The hub helps, and who",
        [MailKind.Answer] = "The hub's answer",
        [MailKind.Declined] = "The hub can't help, and why",
        [MailKind.Redirected] = "Another programme fits better",
        [MailKind.Unanswered] = "Closed because nobody answered",
        [MailKind.Closed] = "The case is closed",
        [MailKind.Opportunity] = "A1 A new opportunity",
        [MailKind.OpportunityChanged] = "A3 An opportunity has changed",
        [MailKind.OpportunityUnanswered] = "A4 Nobody answered about an opportunity",
        [MailKind.GoNoGo] = "A5 Go or no go",
        [MailKind.Plan] = "B1 The plan is ready",
        [MailKind.Partner] = "B2 Invitation to be a partner",
        [MailKind.Paper] = "B3 A paper is missing",
        [MailKind.Review] = "B4 Please review the application",
        [MailKind.SignOff] = "B5 Please sign",
        [MailKind.Council] = "B6 An item for the council",
        [MailKind.Countdown] = "B7 The deadline comes closer",
        [MailKind.Submitted] = "B8 Proof that it is in",
        [MailKind.Clarification] = "B9 The funder asks",
        [MailKind.Result] = "B10 The funder has decided",
        [MailKind.PartnerNews] = "B10 An application has ended, to partners",
        [MailKind.Obligation] = "B11 Something is owed to the funder",
        [MailKind.AwardNews] = "B11 News of an award",
        [MailKind.Triage] = "C3 Requests to be judged",
        [MailKind.Consultation] = "C4 Your opinion is asked for",
        [MailKind.Terms] = "C5 Terms of reference",
        [MailKind.Expert] = "C6 Invitation to help a city",
        [MailKind.VetoTaken] = "C6 The city's refusal counts",
        [MailKind.Programme] = "C8 The programme",
        [MailKind.Report] = "C9 Please accept the report",
        [MailKind.FollowUp] = "C10 Half a year later",
        [MailKind.RateRisks] = "D1 Please rate the risks",
        [MailKind.Register] = "D2 Please endorse the register",
        [MailKind.RedRisk] = "D3 A risk has become high",
        [MailKind.RiskNews] = "D3 News of the risk register",
        [MailKind.EventDates] = "E1 Which dates suit?",
        [MailKind.EventInvitation] = "E2 Invitation to an event",
        [MailKind.EventChanged] = "E3 An event has changed",
        [MailKind.EventReminder] = "E4 An event comes near",
        [MailKind.EventOff] = "E5 An event is called off",
        [MailKind.EventFeedback] = "E6 What was the event worth?",
        [MailKind.Commitment] = "E7 Is it done as promised?",
        [MailKind.EventReport] = "E8 The report of an event",
        [MailKind.PracticeRelease] = "C11 May others read this good practice?",
        [MailKind.PracticeReview] = "C11 A good practice to be published",
        [MailKind.PracticeNews] = "C11 News of a good practice",
        [MailKind.PracticeOffer] = "C11 This could be a good practice",
        [MailKind.Fault] = "Z1 Something went wrong in a process",
    };

    /// <summary>All that a process may send: not those about access, and not those that follow from a task by themselves.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Texts.Keys];
}
