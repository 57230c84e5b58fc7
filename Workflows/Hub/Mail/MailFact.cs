using System.Globalization;

namespace StrongCities.Hub.Mail;

/// <summary>Something that a mail tells, before it is put into its reader's words.</summary>
/// <param name="Label">A key of the mail's words under <c>Fact.</c>, or the label itself.</param>
public abstract record MailFact(string Label)
{
    /// <summary>Puts the value into words.</summary>
    /// <param name="language">The reader's.</param>
    /// <returns>The text; empty when there is none.</returns>
    public abstract string In(MailLanguage language);

    /// <summary>A value that a workflow gives: a day or a moment as ISO 8601 has it is put into words, everything else stands as it is.</summary>
    /// <param name="label">What it is called.</param>
    /// <param name="value">The text.</param>
    /// <returns>The fact.</returns>
    public static MailFact Of(string label, string value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new DayFact(label, day)
        : IsMoment(value) && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment) ? new MomentFact(label, moment)
        : new TextFact(label, value);

    // With its offset: a time of no zone means something else to each reader.
    private static bool IsMoment(string value) =>
        value is { Length: >= 17 and <= 35 } && value[10] == 'T' && (value.EndsWith('Z') || value.LastIndexOfAny(['+', '-']) > 10);
}

/// <summary>A text.</summary>
/// <param name="Label">What it is called.</param>
/// <param name="Text">Somebody's words, or a key of the hub's words or the mail's words.</param>
public sealed record TextFact(string Label, string? Text) : MailFact(Label)
{
    /// <inheritdoc/>
    public override string In(MailLanguage language) => string.IsNullOrWhiteSpace(Text) ? "" : language.Meaning(Text);
}

/// <summary>One of several that are called the same.</summary>
/// <param name="Label">What it is called.</param>
/// <param name="Text">Somebody's words, or a key of the hub's words or the mail's words.</param>
/// <param name="Number">Which of them.</param>
public sealed record NumberedFact(string Label, string? Text, int? Number) : MailFact(Label)
{
    /// <inheritdoc/>
    public override string In(MailLanguage language) =>
        string.IsNullOrWhiteSpace(Text) ? "" : Number is { } number ? $"{language.Meaning(Text)} {language.Number(number)}" : language.Meaning(Text);
}

/// <summary>A day.</summary>
/// <param name="Label">What it is called.</param>
/// <param name="Day">Which.</param>
public sealed record DayFact(string Label, DateOnly? Day) : MailFact(Label)
{
    /// <inheritdoc/>
    public override string In(MailLanguage language) => Day is { } day ? language.Date(day) : "";
}

/// <summary>A moment, shown in the reader's zone.</summary>
/// <param name="Label">What it is called.</param>
/// <param name="Moment">When.</param>
public sealed record MomentFact(string Label, DateTimeOffset? Moment) : MailFact(Label)
{
    /// <inheritdoc/>
    public override string In(MailLanguage language) => Moment is { } moment ? language.Time(moment) : "";
}

/// <summary>An amount of money.</summary>
/// <param name="Label">What it is called.</param>
/// <param name="Amount">How much.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record MoneyFact(string Label, decimal? Amount, string Currency) : MailFact(Label)
{
    /// <inheritdoc/>
    public override string In(MailLanguage language) => Amount is { } amount ? language.Money(amount, Currency) : "";
}

/// <summary>A number of things.</summary>
/// <param name="Label">What it is called.</param>
/// <param name="Count">How many.</param>
/// <param name="Word">A key of the mail's words that says so, such as <c>Count.Days</c>.</param>
public sealed record CountFact(string Label, int? Count, string Word) : MailFact(Label)
{
    /// <inheritdoc/>
    public override string In(MailLanguage language) => Count is { } count ? language.Word(Word, count.ToString(CultureInfo.InvariantCulture)) : "";
}

/// <summary>What changed.</summary>
/// <param name="Before">As it was.</param>
/// <param name="After">As it is; its label counts.</param>
public sealed record ChangeFact(MailFact Before, MailFact After) : MailFact(After.Label)
{
    /// <inheritdoc/>
    public override string In(MailLanguage language) => language.Word("Change", Before.In(language), After.In(language));
}
