using StrongCities.Conformance.Cases;
using StrongCities.Conformance.Targets;

namespace StrongCities.Conformance;

/// <summary>How one case came out under one setting.</summary>
/// <param name="Passed">Whether that is what was to be.</param>
/// <param name="Text">Why, and what could not be seen; empty when there is nothing to say.</param>
internal sealed record Verdict(bool Passed, string Text);

/// <summary>Judges a case.</summary>
internal static class JudgeCase
{
    /// <summary>
    /// Under the default setting a case may also differ from Elsa where it shows a defect that we mend: when a rule fits its definitions, and
    /// under StrictElsa it comes out as Elsa has it. A target that cannot switch StrictElsa case by case is spared the latter.
    /// </summary>
    public static async Task<Verdict> RunAsync(ITarget target, ElsaCase @case, bool strictElsa, bool canSwitch, CancellationToken cancellation)
    {
        try
        {
            var (differences, unseen) = Comparison.Of(@case, await RunCase.RunAsync(target, @case, strictElsa, cancellation));
            if (differences.Count == 0)
            {
                return new Verdict(true, unseen.Count == 0 ? "" : $"not visible: {string.Join(", ", unseen)}");
            }

            if (strictElsa || MendedDefects.Of(@case) is not { } defect)
            {
                return new Verdict(false, string.Join("\n    ", differences));
            }

            if (!canSwitch)
            {
                return new Verdict(true, $"mended ({defect}; not compared under StrictElsa)");
            }

            var strict = Comparison.Of(@case, await RunCase.RunAsync(target, @case, strictElsa: true, cancellation));
            return strict.Differences.Count == 0
                ? new Verdict(true, $"mended ({defect})")
                : new Verdict(false, string.Join("\n    ", differences));
        }
        catch (CannotRunException reason)
        {
            return new Verdict(false, reason.Message);
        }
    }
}
