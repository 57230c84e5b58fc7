using System.Globalization;

namespace StrongCities.Hub.Mail.Kinds;

/// <summary>An event of a hub, as its mails tell of it.</summary>
/// <param name="Name">What it is called.</param>
public sealed record EventTopic(string Name) : MailTopic(Name)
{
    /// <summary>What it is for.</summary>
    public string? Purpose { get; init; }

    /// <summary>Where.</summary>
    public string? Place { get; init; }

    /// <summary>What is spoken there: tags such as <c>sq</c>.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>The dates that are offered, while none is chosen.</summary>
    public IReadOnlyList<DateTimeOffset> Dates { get; init; } = [];

    /// <summary>From.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>Until.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<MailFact> Facts =>
    [
        new TextFact("Event", Name), new TextFact("Purpose", Purpose), new MomentFact("StartsAt", StartsAt), new MomentFact("EndsAt", EndsAt), new TextFact("Place", Place),
        new TextFact("Spoken", string.Join(", ", Languages.Select(tag => CultureInfo.GetCultureInfo(tag).NativeName))), .. Dates.Select(date => new MomentFact("Offered", date)),
    ];
}

/// <summary>Mails about events, E1 to E8.</summary>
internal static class EventMails
{
    private const string Button = "Button.Event";

    private static readonly DateTimeOffset Start = new(2026, 10, 20, 8, 0, 0, TimeSpan.Zero);

    private static readonly EventTopic Example = new("Local safety councils: how to begin")
    {
        Purpose = "Three cities tell how their councils began.", Place = "Skopje", Languages = ["mk", "sq"], StartsAt = Start, EndsAt = Start.AddHours(6),
    };

    public static IReadOnlyList<IMailKind> All { get; } =
    [
        new PlainMail(MailKind.EventDates, "EventDates", mail => [mail.Due("AnswerBy")])
        {
            Button = "Button.Dates",
            Shows = order => order with
            {
                About = Example with { StartsAt = null, EndsAt = null, Dates = [Start, Start.AddDays(1), Start.AddDays(7)] }, SilenceText = "Silence.Skip", SilenceAt = MailSample.Silence,
            },
        },
        new PlainMail(MailKind.EventInvitation, "EventInvitation", _ => [])
        {
            ItemsLabel = "Programme.Items", Button = "Button.Come", Shows = order => order with { About = Example, Items = ["10:00 Welcome", "10:30 Kumanovo tells (mk)"] },
        },
        new PlainMail(MailKind.EventChanged, "EventChanged", _ => [])
        {
            ItemsLabel = "Programme.Items", Button = Button, Shows = order => order with { About = Example, Items = ["10:00 Welcome"] },
        },
        new PlainMail(MailKind.EventReminder, "EventReminder", _ => [])
        {
            ItemsLabel = "Programme.Items", Button = Button, Shows = order => order with { About = Example, Items = ["10:00 Welcome"] },
        },
        new PlainMail(MailKind.EventOff, "EventOff", _ => []) { Button = Button, Shows = order => order with { About = Example, Note = "The speakers are ill." } },
        new PlainMail(MailKind.EventFeedback, "EventFeedback", mail => [mail.Due("AnswerBy")]) { Button = "Button.Feedback", Shows = order => order with { About = Example } },
        new PlainMail(MailKind.Commitment, "Commitment", mail => [mail.Due("AnswerBy")])
        {
            Button = "Button.Promise", Shows = order => order with { About = Example, Note = "Write to the schools about the first meeting of the council." },
        },
        new PlainMail(MailKind.EventReport, "EventReport", _ => [])
        {
            Button = Button,
            Shows = order => order with
            {
                About = Example, Note = "Three cities will begin in spring.",
                Values = new Dictionary<string, string> { ["invited"] = "9", ["came"] = "7", ["useful"] = "4.3", ["kept"] = "2/3" },
            },
        },
    ];
}
