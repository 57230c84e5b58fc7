using System.Text.RegularExpressions;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Mail.Wordings;

/// <summary>
/// What a wording may name of a mail: the facts that its kind shows anyway, in the reader's language, with what would make links or turn the
/// reading direction taken out. A fact that a mail does not have is nothing, and a condition can ask for it.
/// </summary>
internal static partial class WordingValues
{
    /// <summary>Every value by name.</summary>
    /// <param name="situation">What the mail tells from.</param>
    /// <returns>Texts, the number of items, and these as a list.</returns>
    public static Dictionary<string, object?> Of(MailSituation situation)
    {
        var order = situation.Order;
        var language = situation.Language;
        var isRightToLeft = Languages.IsRightToLeft(language.Tag);
        var values = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["reader"] = Safe(situation.To.Name),
            ["hub"] = Safe(situation.Hub.Name),
            ["task"] = Safe(situation.Task?.Text),
            ["due"] = order.DueAt is { } due ? language.Time(due) : null,
            ["topic"] = Safe(order.About?.Name),
            ["count"] = order.Items.Count,
            ["items"] = order.Items.Select(item => Safe(language.Meaning(item))).ToList(),
        };
        foreach (var (name, value) in order.Values.Where(value => Name().IsMatch(value.Key)))
        {
            values.TryAdd(name, Safe(language.Meaning(value)));
        }

        if (situation.Case is not null)
        {
            values["number"] = Safe(situation.Number?.Text);
            values["city"] = Safe(situation.City?.Text);
            values["title"] = Safe(situation.CaseTitle);
            values["asked_by"] = Safe(situation.AskedBy?.Text);
            values["advisor"] = Safe(situation.Advisor?.Text);
        }

        return values;

        string? Safe(string? text) => string.IsNullOrWhiteSpace(text) ? null : BidiText.Isolate(CleanText.WithoutLinks(CleanText.Line(text)), isRightToLeft);
    }

    /// <summary>Adds the names that mails of the kind may have, with nothing behind those that this one lacks.</summary>
    /// <param name="values">Of a mail.</param>
    /// <param name="full">A sample of its kind.</param>
    /// <returns>The same values.</returns>
    public static Dictionary<string, object?> Known(Dictionary<string, object?> values, MailSituation full)
    {
        foreach (var name in Of(full).Keys)
        {
            values.TryAdd(name, null);
        }

        return values;
    }

    /// <summary>The same mail with nothing in it that a mail may lack.</summary>
    /// <param name="situation">A full one.</param>
    /// <returns>A bare one.</returns>
    public static MailSituation Bare(MailSituation situation) => situation with
    {
        Order = situation.Order with
        {
            DueAt = null,
            TaskTitle = null,
            HidesCase = true,
            Items = [],
            Values = new Dictionary<string, string>(),
        },
        Case = situation.Case is { } about ? about with { AskedBy = null, Advisor = null } : null,
    };

    // Liquid has words of its own, and one of our facts is called by one.
    [GeneratedRegex("^(?!for$)[a-z][a-z_]*$")]
    private static partial Regex Name();
}
