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

    [Fact]
    public void Our_own_cases_behave_as_observed()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Cases");
        var report = RunAll(folder);
        Assert.InRange(report.Passed, 8, int.MaxValue);
        Assert.Empty(report.Failures);
        Assert.Empty(report.Unsupported);
    }

    [Fact]
    public void Cases_of_the_folder_named_by_the_environment_behave_as_observed()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { Length: > 0 } folder)
        {
            Assert.Skip($"Set {FolderVariable} to a folder of observed cases to run them.");
            return;
        }

        var report = RunAll(folder);
        var output = TestContext.Current.TestOutputHelper!;
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
