using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Mail.Kinds;

namespace StrongCities.Hub.Mail.Wordings;

/// <summary>Says what a kind's built-in words are, and what is wrong with words that shall stand in their place. Asks nobody and stores nothing.</summary>
/// <param name="words">Of mails and of the hub.</param>
/// <param name="mail">The site's address.</param>
/// <param name="options">The limits.</param>
public sealed class CheckWording(IStringLocalizerFactory words, IOptions<MailOptions> mail, IOptions<WordingOptions> options)
{
    private const string TaskValue = "{{ task }}";
    private const string TopicValue = "{{ topic }}";
    private const string CountValue = "{{ count }}";

    // Every language that we have says the next number in the same form, so that only the number differs.
    private const int Counted = 7;

    /// <summary>Writes and judges single places.</summary>
    internal WordingRules Rules { get; } = new(options.Value, mail.Value.PublicUrl);

    /// <summary>A mail of a kind with invented facts.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="language">BCP 47 tag.</param>
    /// <param name="hub">Who writes.</param>
    /// <returns>What it tells from.</returns>
    public MailSituation Sample(IMailKind kind, string language, RegionalHub hub)
    {
        var sample = MailSample.Situation(kind, new MailLanguage(words, language, hub.TimeZone), mail.Value, hub);

        // A digest tells of many cases and names none.
        return kind.Id == MailKind.Digest ? sample with { Case = null } : sample;
    }

    /// <summary>What people know a kind by: its own heading, without a task, and what the mail's first line says it is for.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="language">BCP 47 tag.</param>
    /// <param name="hub">Who writes.</param>
    /// <returns>The mail; its heading and preheader are meant.</returns>
    public MailContent Name(IMailKind kind, string language, RegionalHub hub)
    {
        var sample = Sample(kind, language, hub);
        return kind.Write(sample with { Order = sample.Order with { TaskTitle = null, About = null } }).Cleaned();
    }

    /// <summary>The built-in words as Liquid: what the mail takes from its task or topic is a value.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="sample">With invented facts.</param>
    /// <returns>All places of the kind.</returns>
    public static WordingText BuiltIn(IMailKind kind, MailSituation sample)
    {
        var order = sample.Order;
        var blank = sample with { Order = order with { TaskTitle = TaskValue, About = order.About is { } topic ? topic with { Name = TopicValue } : null } };
        if (order.Items.Count == 0)
        {
            return Words(kind, blank);
        }

        // Where one item more makes other words, the words count: then the number is a value too.
        var other = Words(kind, Counting(blank, Counted + 1));
        return Words(kind, Counting(blank, Counted))
            .Select((slot, text) => text is not null && text != other.At(slot) ? text.Replace($"{Counted}", CountValue, StringComparison.Ordinal) : text);
    }

    private static WordingText Words(IMailKind kind, MailSituation blank) =>
        WordingSlots.Take(kind.Write(blank).Cleaned(), blank).Select((_, text) => text is null ? null : BidiText.WithoutIsolates(text));

    private static MailSituation Counting(MailSituation blank, int items) => blank with { Order = blank.Order with { Items = [.. Enumerable.Repeat(blank.Order.Items[0], items)] } };

    /// <summary>What is wrong with words that shall be saved.</summary>
    /// <param name="kind">Of which kind.</param>
    /// <param name="sample">With invented facts, in the language of the words.</param>
    /// <param name="text">The words.</param>
    /// <returns>At most one problem for each place.</returns>
    public IReadOnlyList<FieldProblem> Problems(IMailKind kind, MailSituation sample, WordingText text) =>
        [.. WordingSlots.Of(kind.Id).Select(slot => text.At(slot) is { } source ? Rules.Judge(slot, source, sample) : null).OfType<FieldProblem>()];

    /// <summary>Writes a mail with a hub's words, as far as they can be written.</summary>
    /// <param name="content">With its built-in words.</param>
    /// <param name="situation">What it tells from.</param>
    /// <param name="text">The hub's words.</param>
    /// <returns>The mail, and what is wrong: then the built-in words stand in that place.</returns>
    public (MailContent Content, IReadOnlyList<FieldProblem> Problems) Write(MailContent content, MailSituation situation, WordingText text)
    {
        var values = WordingValues.Of(situation);
        if (MailCatalogue.Find(situation.Order.Kind) is { } kind)
        {
            values = WordingValues.Known(values, Sample(kind, situation.Language.Tag, situation.Hub));
        }

        var problems = new List<FieldProblem>();
        var finished = text.Select((slot, source) =>
        {
            if (source is null)
            {
                return null;
            }

            var written = Rules.Write(slot, source, values, situation.Hub);
            problems.AddRange(new[] { written.Problem }.OfType<FieldProblem>());
            return written.Text;
        });
        return (WordingSlots.Put(content, situation, finished), problems);
    }
}
