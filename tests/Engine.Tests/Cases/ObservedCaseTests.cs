using StrongCities.Engine.Activities;
using Xunit;

namespace StrongCities.Engine.Tests.Cases;

public sealed class ObservedCaseTests
{
    private const string FolderVariable = "ELSA_CASES";

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
        report.Mended.ForEach(output.WriteLine);
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
        if (differences.Count == 0)
        {
            report.Passed++;
        }
        else if (!strictElsa && MendedDefects.Of(observed).FirstOrDefault() is { } mended)
        {
            report.Passed++;
            report.Mended.Add($"{observed.Name}: {mended}");
        }
        else
        {
            report.Failures.Add($"{observed.Name} (StrictElsa {strictElsa}): " + string.Join("\n    ", differences));
        }
    }

    private sealed class Report
    {
        public int Passed { get; set; }

        public List<string> Mended { get; } = [];

        public List<string> Failures { get; } = [];

        public List<string> Unsupported { get; } = [];
    }
}
