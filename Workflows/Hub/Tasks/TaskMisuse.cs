using StrongCities.Engine.Activities;
using StrongCities.Hub.Mail;

namespace StrongCities.Hub.Tasks;

/// <summary>What a designer must not draw: a yes that nobody said.</summary>
internal static class TaskMisuse
{
    /// <summary>The fault of a task that would take silence for a yes.</summary>
    public const string AssumesYes =
        "Where a signature, money or a publication is at stake, silence never counts as 'no objection'. Set 'SilencePolicy' to None, Close, Park or NoGo.";

    /// <summary>The fault of a task that would take silence for a yes where nobody may.</summary>
    public const string OnlyThere =
        "Silence counts as 'no objection' only in a consultation (mail C4) and where a report is accepted (mail C9). Set 'SilencePolicy' to None, Close, Park or NoGo.";

    /// <summary>Whether silence may count as no objection in a task that asks with this mail. The mail is what tells its reader so.</summary>
    public static bool MayBeSilent(string? mailKind) => mailKind is MailKind.Consultation or MailKind.Report;

    /// <summary>Looks at one use of a task.</summary>
    /// <param name="use">The use.</param>
    /// <param name="silencePort">The port that silence leads to.</param>
    public static IEnumerable<Misuse> Find(ActivityUse use, string silencePort)
    {
        var stakes = Enum.TryParse<Stakes>(use.Written<string>(TaskRules.StakesInput), out var written) ? written : Stakes.Ordinary;
        var assumes = use.Written<string>("SilencePolicy") == nameof(SilencePolicy.NoObjection);
        if (assumes && stakes != Stakes.Ordinary)
        {
            yield return new Misuse($"'{use.DisplayName}' is about {stakes.ToString().ToLowerInvariant()} and takes silence for a yes.", AssumesYes);
        }
        else if (assumes && MayBeSilent(use.Written<string>("MailKind")))
        {
            // The two places where silence may lead to where a yes leads.
            yield break;
        }
        else if (assumes)
        {
            yield return new Misuse($"'{use.DisplayName}' takes silence for a yes.", OnlyThere);
        }

        if (use.Written<string[]>("Options") is [var agreement, ..] && use.After(agreement).Intersect(use.After(silencePort)).FirstOrDefault() is { } both)
        {
            yield return new Misuse(
                $"The ways '{silencePort}' and '{agreement}' of '{use.DisplayName}' both lead to '{both}': silence would be a yes.",
                $"Let '{silencePort}' lead elsewhere.");
        }
    }
}
