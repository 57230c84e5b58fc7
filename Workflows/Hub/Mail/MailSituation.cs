using System.Globalization;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Mail;

/// <summary>Everything a mail kind may tell from, and the parts that all mails share.</summary>
/// <param name="Order">What was ordered.</param>
/// <param name="To">The reader.</param>
/// <param name="Hub">Who writes.</param>
/// <param name="Case">What it is about; <see langword="null"/> for sign-in links.</param>
/// <param name="Language">The reader's.</param>
/// <param name="Options">The site's address and the limits.</param>
public sealed record MailSituation(MailOrder Order, Person To, RegionalHub Hub, MailCase? Case, MailLanguage Language, MailOptions Options)
{
    /// <summary>The number people call the case by.</summary>
    public LabelledText? Number => Fact("Number", Case?.Case.Number);

    /// <summary>The city that asks, in the letters of the reader.</summary>
    public LabelledText? City => Fact("City", Language.IsCyrillic ? Case?.City?.LocalName ?? Case?.City?.Name : Case?.City?.Name);

    /// <summary>The case's title, where the reader may know it.</summary>
    public string? CaseTitle => Order.HidesCase ? null : Case?.Case.Title;

    /// <summary>The case's title; none where a topic tells what the case is about.</summary>
    public LabelledText? Title => Fact("Title", Case?.Case.Topic is null ? CaseTitle : null);

    /// <summary>When the case was opened.</summary>
    public LabelledText? SubmittedAt => Time("SubmittedAt", Case?.Case.OpenedAt);

    /// <summary>Who asked.</summary>
    public LabelledText? AskedBy => Fact("AskedBy", Case?.AskedBy);

    /// <summary>The advisor who owns the case.</summary>
    public LabelledText? Advisor => Fact("Advisor", Case?.Advisor);

    /// <summary>What is asked of the reader.</summary>
    public LabelledText? Task => Fact("Task", Order.TaskTitle is null ? null : Language.Meaning(Order.TaskTitle));

    /// <summary>The facts there are, and after them what the topic and the order's values tell.</summary>
    /// <param name="facts">Some may be missing.</param>
    /// <returns>What to show.</returns>
    public IReadOnlyList<LabelledText> Facts(params IEnumerable<LabelledText?> facts) =>
        [
            .. facts.OfType<LabelledText>(),
            .. (Order.About?.Facts ?? []).Concat(Order.Values.Select(value => MailFact.Of(value.Key, value.Value)))
                .Select(fact => Fact(fact.Label, fact.In(Language))).OfType<LabelledText>(),
        ];

    /// <summary>The order's deadline.</summary>
    /// <param name="label">What it means, such as <c>AnswerBy</c>.</param>
    /// <returns>The fact, or <see langword="null"/> without a deadline.</returns>
    public LabelledText? Due(string label) => Time(label, Order.DueAt);

    /// <summary>What is asked of the reader, as a line to head the mail with.</summary>
    /// <param name="prefix">The kind's words, used when the order has no title.</param>
    /// <returns>The title.</returns>
    public string TaskTitle(string prefix) => Task is { } task ? CleanText.WithoutLinks(task.Text) : Language.Word($"{prefix}.Title");

    /// <summary>A mail with everything that all kinds share.</summary>
    /// <param name="prefix">The kind's words: <c>Title</c>, <c>Preheader</c>, <c>Text</c>, <c>More</c>. Their place 0 is the number of items.</param>
    /// <param name="title">The heading where the words alone don't give it.</param>
    /// <returns>The mail; the kind adds what is its own.</returns>
    public MailContent Letter(string prefix, string? title = null)
    {
        var count = (Order.Days.Count + Order.Items.Count).ToString(CultureInfo.InvariantCulture);
        var heading = title ?? Language.Word($"{prefix}.Title", count);
        heading = Order.About is { } topic ? Language.Word("Heading.About", heading, topic.Name) : heading;
        return new()
        {
            Language = Language.Tag,
            Direction = Languages.Direction(Language.Tag),
            Sender = Hub.Name,
            Subject = Case is null ? heading : $"[{Case.Case.Number}] {heading}",
            Preheader = Language.Word($"{prefix}.Preheader", count),
            Heading = heading,
            ReplyMarker = Order.ReplyTo is null ? "" : Language.Word("Reply.Marker"),
            Paragraphs = [Language.Word("Greeting", To.Name), Language.Word($"{prefix}.Text", count), Language.Word($"{prefix}.More", count), .. ReplyHint()],
            Note = Note(),
            ItemsLabel = Language.Word("Items"),
            Items = [.. Order.Days.Select(day => $"{Language.Date(Language.Day(day.At))}: {Language.Meaning(day.Title)}"), .. Order.Items.Select(Language.Meaning)],
            Consequence = Consequence(),
            Links = [.. Order.Buttons.Select(Link)],
            LinkHint = Language.Word("Link.Hint"),
            Footer = [.. Footer()],
        };
    }

    private IEnumerable<string> Footer()
    {
        yield return Language.Word(MailClass.SubscriptionOf(Order.Kind) is not null ? "Footer.Bulk" : MailClass.IsAboutAccess(Order.Kind) ? "Footer.Address" : "Footer.Duty");
        if (Order.Buttons.Any(button => button.IsSecret))
        {
            yield return Language.Word("Footer.Personal");
        }

        yield return $"{Hub.Name}, {Hub.Email}";
    }

    private IEnumerable<string> ReplyHint()
    {
        if (Order.ReplyTo is null)
        {
            yield break;
        }

        var words = Order.ReplyOptions.Select(option => Language.Word($"Command.{option}").Split('|')[0]).ToList();
        yield return words.Count == 0 ? Language.Word("Reply.Note") : Language.Word("Reply.Hint", string.Join(", ", words));
    }

    private LabelledText? Fact(string label, string? value) =>
        string.IsNullOrWhiteSpace(value) ? null : new(Language.Label(label), value);

    private LabelledText? Time(string label, DateTimeOffset? moment) =>
        moment is null ? null : new(Language.Label(label), Language.Time(moment.Value));

    private LabelledText? Note()
    {
        if (string.IsNullOrWhiteSpace(Order.Note))
        {
            return null;
        }

        // A process may pass on keys of the words, one on each line; a person's own words hold blanks or no dot.
        var note = string.Join('\n', Order.Note.Split('\n').Select(line => line.Contains('.', StringComparison.Ordinal) && !line.Contains(' ', StringComparison.Ordinal) ? Language.Meaning(line) : line));
        var text = note.Length <= Options.MaxNoteLength
            ? note
            : $"{note[..Options.MaxNoteLength]}…\n{Language.Word("Note.Shortened")}";
        return new(Language.Word("Note"), text);
    }

    // In the order in which it happens, silence last, each with its time in the reader's zone.
    private LabelledText? Consequence()
    {
        if (string.IsNullOrWhiteSpace(Order.SilenceText))
        {
            return null;
        }

        var steps = Order.Steps.Select(step => Language.Word(step.Word, Language.Time(step.At)));
        var end = Order.SilenceAt is { } at ? [Language.Word("Silence.At", Language.Time(at))] : Array.Empty<string>();
        return new(Language.Word("Silence"), string.Join('\n', [.. steps, Language.Meaning(Order.SilenceText), .. end]));
    }

    private MailLink Link(MailButton button)
    {
        var url = Options.Link(button.Path);
        var label = Language.Meaning(button.Label);
        return new(button.About is null ? label : Language.Word("Heading.About", label, button.About), url, button.IsSecret ? Language.Word("Link.Kept") : url.AbsoluteUri);
    }
}

/// <summary>The case that a mail is about.</summary>
/// <param name="Case">The case.</param>
/// <param name="City">Its city; <see langword="null"/> for a case of the hub's own.</param>
/// <param name="AskedBy">Who opened it: their name.</param>
/// <param name="Advisor">The owner's name.</param>
public sealed record MailCase(Case Case, City? City, string? AskedBy, string? Advisor);
