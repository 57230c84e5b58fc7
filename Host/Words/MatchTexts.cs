using System.Globalization;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities;

namespace StrongCities.Host.Words;

/// <summary>Puts verdicts, their reasons and amounts into the reader's words.</summary>
/// <param name="hub">The hub's texts.</param>
public sealed class MatchTexts(HubTexts hub)
{
    /// <summary>Currencies that forms offer.</summary>
    public static IReadOnlyList<string> Currencies { get; } = ["EUR", "ALL", "BAM", "MKD", "RSD", "USD"];

    /// <summary>What a value is called.</summary>
    /// <typeparam name="T">Its kind, such as <see cref="Overall"/>.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The text.</returns>
    public string Of<T>(T value)
        where T : struct, Enum =>
        hub.FindOr($"{typeof(T).Name}.{value}", value.ToString());

    /// <summary>What a theme is called.</summary>
    /// <param name="key">One of <see cref="HubThemes"/>, or a source's own word.</param>
    /// <returns>The text.</returns>
    public string Theme(string key) => hub.FindOr($"Theme.{key}", key);

    /// <summary>An amount in its own currency.</summary>
    /// <param name="amount">The amount.</param>
    /// <returns>Such as <c>12,000 EUR</c>; empty for none.</returns>
    public static string Amount(Money? amount) => amount is null ? "" : string.Create(CultureInfo.CurrentCulture, $"{amount.Amount:N0} {amount.Currency}");

    /// <summary>Why a rule says what it says.</summary>
    /// <param name="finding">What it found.</param>
    /// <returns>A sentence.</returns>
    public string Why(Finding finding) => hub.Find(finding.Reason, [Names(finding.Text), finding.Number, finding.Days, Amount(finding.Amount)]);

    /// <summary>Why a part of the score is what it is.</summary>
    /// <param name="part">The part.</param>
    /// <returns>A sentence.</returns>
    public string Why(ScorePart part) => hub.Find(part.Reason, [Names(part.Text), part.Number]);

    /// <summary>The one reason that tells most: of what decides the verdict the first, of a yes what the city wants.</summary>
    /// <param name="line">One opportunity for one city.</param>
    /// <returns>A sentence; an advisor's own words where they decided.</returns>
    public string InOneLine(MatchLine line)
    {
        if (line.Stored is { Override: not null, OverrideReason: { } said })
        {
            return said;
        }

        RuleState? decides = line.Verdict.Overall switch
        {
            Overall.No => RuleState.Fail,
            Overall.YesIf => RuleState.Fixable,
            Overall.Ask => RuleState.Unknown,
            _ => null,
        };
        return decides is { } state ? Why(line.Verdict.Findings.First(finding => finding.State == state)) : Why(line.Verdict.Of(ScoreKey.Theme));
    }

    /// <summary>What a city refused.</summary>
    /// <param name="refusal">As it was taught.</param>
    /// <returns>Such as <c>The theme: youth</c>.</returns>
    public string Refused(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.Theme => $"{Of(refusal.Kind)}: {Theme(refusal.Value ?? "")}",
        RefusalKind.Funder => $"{Of(refusal.Kind)}: {refusal.Value}",
        RefusalKind.Size => $"{Of(refusal.Kind)}: {Amount(refusal.From)}",
        _ => Of(refusal.Kind),
    };

    /// <summary>The mark of a state. It never stands without its word, so that neither colour nor shape must be seen.</summary>
    /// <param name="state">The state.</param>
    /// <returns>One sign.</returns>
    public static string Mark(RuleState state) => state switch
    {
        RuleState.Pass => "✓",
        RuleState.Fixable => "↻",
        RuleState.Unknown => "?",
        _ => "✕",
    };

    private string Names(string? list) => list is null ? "" : string.Join(", ", list.Split(',').Select(name => Theme(name.Trim())));
}
