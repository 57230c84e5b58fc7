using StrongCities.Engine.Activities;
using Xunit;

namespace StrongCities.Engine.Tests.Cases;

public sealed class ObservedCaseTests
{
    private const string FolderVariable = "ELSA_CASES";

    /// <summary>Cases in which Elsa shows a defect that we mend unless StrictElsa is on, each with its row of the list.</summary>
    private static readonly Dictionary<string, string> Mended = new(StringComparer.Ordinal)
    {
        ["cs-waitany-blocked"] = "1: WaitAny with a waiting branch runs its successor twice",
        ["probe-join-WaitAny-with-blocked-branch"] = "1: WaitAny with a waiting branch runs its successor twice",
        ["probe-join-WaitAny-with-blocked-branch-resumed"] = "1: WaitAny with a waiting branch runs its successor twice",
        ["probe-waitany-cancels-foreach"] = "2: a cancelled container's queued child runs as an orphan",
        ["probe-for-nobody"] = "6: For without a body never completes",
        ["probe-end-cancels-branch"] = "the journal has a flowchart complete twice",
    };

    private static readonly ActivityCatalog Catalog = new([]);

    /// <summary>Our own cases always; those of the folder that the environment names as well.</summary>
    [Fact]
    public void Cases_behave_as_observed()
    {
        var output = TestContext.Current.TestOutputHelper!;
        var own = RunAll(Path.Combine(AppContext.BaseDirectory, "Cases"));
        Assert.InRange(own.Passed, 16, int.MaxValue);
        Assert.Empty(own.Failures);
        Assert.Empty(own.Unsupported);
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { Length: > 0 } folder)
        {
            output.WriteLine($"{own.Passed} runs of our own cases; set {FolderVariable} to a folder of observed cases to run those too.");
            return;
        }

        var report = RunAll(folder);
        output.WriteLine($"{report.Passed} runs passed, {report.Failures.Count} failed, {report.Unsupported.Count} cases unsupported");
        report.Failures.ForEach(output.WriteLine);
        report.Unsupported.ForEach(output.WriteLine);
        Assert.Empty(report.Failures);
    }

    private static Report RunAll(string folder)
    {
        var report = new Report();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var observed = ObservedCase.Read(file);
            if (observed.Unsupported(Catalog) is { } reason)
            {
                report.Unsupported.Add($"{observed.Name}: {reason}");
                continue;
            }

            foreach (var strictElsa in new[] { true, false })
            {
                Judge(report, observed, strictElsa);
            }
        }

        return report;
    }

    private static void Judge(Report report, ObservedCase observed, bool strictElsa)
    {
        var differences = CaseRun.Differences(observed, Catalog, strictElsa);
        var mended = !strictElsa && Mended.ContainsKey(observed.Name);
        if (differences.Count > 0 == mended)
        {
            report.Passed++;
        }
        else
        {
            report.Failures.Add($"{observed.Name} (StrictElsa {strictElsa}): "
                + (mended ? "listed as mended, yet like Elsa" : string.Join("\n    ", differences)));
        }
    }

    private sealed class Report
    {
        public int Passed { get; set; }

        public List<string> Failures { get; } = [];

        public List<string> Unsupported { get; } = [];
    }
}
