using StrongCities.Conformance.Cases;
using StrongCities.Conformance.Targets;

namespace StrongCities.Conformance;

/// <summary>Runs cases and writes one line for each, then the sums.</summary>
internal sealed class Report(TextWriter output)
{
    /// <summary>How many runs came out as they were to.</summary>
    public int Passed { get; private set; }

    /// <summary>How many did not.</summary>
    public int Failed { get; private set; }

    /// <summary>Runs every case under every setting.</summary>
    /// <returns>Whether none failed.</returns>
    public async Task<bool> RunAsync(
        ITarget target, IReadOnlyList<ElsaCase> cases, IReadOnlyList<bool> settings, bool canSwitch, CancellationToken cancellation)
    {
        foreach (var @case in cases)
        {
            foreach (var strictElsa in settings)
            {
                var verdict = await JudgeCase.RunAsync(target, @case, strictElsa, canSwitch, cancellation);
                _ = verdict.Passed ? Passed++ : Failed++;
                await output.WriteLineAsync(
                    $"{(verdict.Passed ? "passed" : "FAILED")}  {@case.Name} [{(strictElsa ? "strict" : "default")}]{(verdict.Text.Length > 0 ? $"  {verdict.Text}" : "")}");
            }
        }

        await output.WriteLineAsync($"{Passed} passed, {Failed} failed");
        return Failed == 0;
    }
}
