using StrongCities.Engine.Activities;

namespace StrongCities.Hub.Tasks;

/// <summary>What a designer must not draw: a yes that nobody said.</summary>
internal static class TaskMisuse
{
    /// <summary>The fault of a task that would take silence for a yes.</summary>
    public const string AssumesYes =
        "Where a signature, money or a publication is at stake, silence never counts as 'no objection'. Set 'SilencePolicy' to None, Close, Park or NoGo.";

    /// <summary>Looks at one use of a task.</summary>
    /// <param name="use">The use.</param>
    /// <param name="silencePort">The port that silence leads to.</param>
    public static IEnumerable<Misuse> Find(ActivityUse use, string silencePort)
    {
        if (!Enum.TryParse<Stakes>(use.Written<string>(TaskRules.StakesInput), out var stakes) || stakes == Stakes.Ordinary)
        {
            yield break;
        }

        if (use.Written<string>("SilencePolicy") == nameof(SilencePolicy.NoObjection))
        {
            yield return new Misuse($"'{use.DisplayName}' is about {stakes.ToString().ToLowerInvariant()} and takes silence for a yes.", AssumesYes);
        }

        if (use.Written<string[]>("Options") is [var agreement, ..] && use.After(agreement).Intersect(use.After(silencePort)).FirstOrDefault() is { } both)
        {
            yield return new Misuse(
                $"'{use.DisplayName}' is about {stakes.ToString().ToLowerInvariant()}, and its ways '{silencePort}' and '{agreement}' both lead to '{both}': silence would be a yes.",
                $"Let '{silencePort}' lead elsewhere.");
        }
    }
}
