using StrongCities.Hub.Cases;

namespace StrongCities.Hub.Mail;

/// <summary>
/// What a mail says, in its reader's language, before it is HTML or text. Both parts are written from this and nothing else, so
/// they can't tell different facts.
/// </summary>
public sealed record MailContent
{
    /// <summary>BCP 47 tag.</summary>
    public required string Language { get; init; }

    /// <summary><c>ltr</c> or <c>rtl</c>.</summary>
    public string Direction { get; init; } = "ltr";

    /// <summary>Who writes: the hub's name, above everything.</summary>
    public required string Sender { get; init; }

    /// <summary>The subject; also the HTML title.</summary>
    public required string Subject { get; init; }

    /// <summary>What mail clients show after the subject, 40 to 90 characters.</summary>
    public required string Preheader { get; init; }

    /// <summary>The one heading.</summary>
    public required string Heading { get; init; }

    /// <summary>The line above which a reply is written, so that what is quoted below it can be told from it; empty when replies aren't read.</summary>
    public string ReplyMarker { get; init; } = "";

    /// <summary>Short paragraphs, the greeting first.</summary>
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    /// <summary>A code to type in; empty when there is none. It is not kept.</summary>
    public string Code { get; init; } = "";

    /// <summary>Somebody's own words, shown as a quotation. May have several lines.</summary>
    public LabelledText? Note { get; init; }

    /// <summary>What the list is about; not shown without <see cref="Items"/>.</summary>
    public string ItemsLabel { get; init; } = "";

    /// <summary>A list.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>Named values, one line each.</summary>
    public IReadOnlyList<LabelledText> Facts { get; init; } = [];

    /// <summary>What happens when the reader stays silent. May have several lines.</summary>
    public LabelledText? Consequence { get; init; }

    /// <summary>Links, the main one first.</summary>
    public IReadOnlyList<MailLink> Links { get; init; } = [];

    /// <summary>Says that the address below it can be copied.</summary>
    public string LinkHint { get; init; } = "";

    /// <summary>Why this mail came and from whom.</summary>
    public IReadOnlyList<string> Footer { get; init; } = [];

    /// <summary>Takes out of every text what could forge headers or turn the reading direction.</summary>
    /// <returns>The same content, safe to render.</returns>
    public MailContent Cleaned() => this with
    {
        Sender = CleanText.Line(Sender),
        Subject = CleanText.Line(Subject),
        Preheader = CleanText.Line(Preheader),
        Heading = CleanText.Line(Heading),
        Paragraphs = [.. Paragraphs.Select(CleanText.Line)],
        Note = Note?.Cleaned(),
        ItemsLabel = CleanText.Line(ItemsLabel),
        Items = [.. Items.Select(CleanText.Line)],
        Facts = [.. Facts.Select(fact => new LabelledText(CleanText.Line(fact.Label), CleanText.Line(fact.Text)))],
        Consequence = Consequence?.Cleaned(),
        Links = [.. Links.Select(link => link with { Label = CleanText.Line(link.Label) })],
        Footer = [.. Footer.Select(CleanText.Line)],
    };
}

/// <summary>A label and what it names.</summary>
/// <param name="Label">The label.</param>
/// <param name="Text">The value.</param>
public sealed record LabelledText(string Label, string Text)
{
    /// <summary>The text's lines, none empty.</summary>
    public IReadOnlyList<string> Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The same, safe to render; line breaks of the text are kept.</summary>
    /// <returns>The cleaned pair.</returns>
    public LabelledText Cleaned() => new(CleanText.Line(Label), CleanText.Block(Text));
}

/// <summary>A link of a mail.</summary>
/// <param name="Label">Says what it does.</param>
/// <param name="Url">Absolute, on the configured host.</param>
/// <param name="Kept">What stands in its place wherever the mail is kept: the address itself, or words when it holds a token.</param>
public sealed record MailLink(string Label, Uri Url, string Kept);
