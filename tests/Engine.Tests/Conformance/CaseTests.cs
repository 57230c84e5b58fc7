using StrongCities.Conformance;
using StrongCities.Conformance.Cases;
using StrongCities.Conformance.Targets;
using Xunit;

namespace StrongCities.Engine.Tests.Conformance;

public sealed class CaseTests
{
    private const string FolderVariable = "ELSA_CASES";

    private static string Own => Path.Combine(AppContext.BaseDirectory, "Own");

    [Fact]
    public async Task Our_own_cases_come_out_as_on_Elsa() => await RunAsync(ElsaCase.ReadAll(Own), leastPassed: 80);

    /// <summary>What a host must do, or what is refused, is for the program that runs cases, which fails them with the reason.</summary>
    [Fact]
    public async Task Observed_cases_of_the_folder_that_the_environment_names_come_out_as_on_Elsa()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { Length: > 0 } folder)
        {
            TestContext.Current.TestOutputHelper!.WriteLine($"Set {FolderVariable} to a folder of observed cases to run them.");
            return;
        }

        await RunAsync(
            [.. ElsaCase.ReadAll(folder).Where(@case => !@case.Stimuli.Any(stimulus => stimulus is NotUnderstood or CallHttp) && !UsesHostCode(@case))], leastPassed: 1);
    }

    [Theory]
    [InlineData("status", "Finished", "Running", true)]
    [InlineData("status", "Finished", "Finished", false)]
    public void The_comparison_sees_a_difference(string member, string theirs, string ours, bool differs)
    {
        var @case = Case($$"""{"{{member}}":"{{theirs}}"}""");

        var (differences, _) = Comparison.Of(@case, new Outcome { Last = new Standing(ours, "", []) });

        Assert.Equal(differs, differences.Count == 1);
    }

    [Fact]
    public void What_the_comparison_does_not_know_is_a_difference() =>
        Assert.Single(Comparison.Of(Case("""{"weather":"fine"}"""), new Outcome()).Differences);

    [Fact]
    public void What_a_target_cannot_see_is_said() =>
        Assert.Equal(["variables"], Comparison.Of(Case("""{"variables":{}}"""), new Outcome()).Unseen);

    [Fact]
    public async Task A_stimulus_that_is_not_understood_fails_its_case()
    {
        using var target = new InProcess();
        var @case = Case("""{"status":"Running"}""", """[{"do":"something clever"}]""");

        var verdict = await JudgeCase.RunAsync(target, @case, strictElsa: true, canSwitch: true, TestContext.Current.CancellationToken);

        Assert.False(verdict.Passed);
        Assert.Contains("something clever", verdict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_difference_is_no_mended_defect_when_no_rule_fits()
    {
        using var target = new InProcess();

        var verdict = await JudgeCase.RunAsync(target, Case("""{"status":"Running"}"""), strictElsa: false, canSwitch: true, TestContext.Current.CancellationToken);

        Assert.False(verdict.Passed);
    }

    [Theory]
    [InlineData("no-such-folder", "There is no folder")]
    [InlineData(".", "is not valid JSON")]
    [InlineData("cases --mode sideways", "--mode is counter or token")]
    [InlineData("cases --url ftp://x", "--url needs an address")]
    [InlineData("cases --api-key-env NOT_SET", "The environment variable NOT_SET is empty")]
    [InlineData("cases --colour", "There is no option --colour")]
    public void Bad_input_says_what_is_wrong(string commandLine, string message)
    {
        var folder = Directory.CreateTempSubdirectory("strongcities-cases-");
        File.WriteAllText(Path.Combine(folder.FullName, "broken.json"), "{");
        try
        {
            var error = Assert.Throws<InvalidDataException>(() =>
            {
                var arguments = Arguments.Read(commandLine.Split(' '), _ => null);
                ElsaCase.ReadAll(Path.Combine(folder.FullName, arguments.Folder));
            });

            Assert.Contains(message, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task An_address_where_nobody_answers_says_so()
    {
        var error = await Assert.ThrowsAsync<InvalidDataException>(() =>
            OverRest.ConnectAsync(new Uri("http://127.0.0.1:1/elsa/api/"), null, TestContext.Current.CancellationToken));

        Assert.Contains("does not answer", error.Message, StringComparison.Ordinal);
    }

    private static async Task RunAsync(IReadOnlyList<ElsaCase> cases, int leastPassed)
    {
        using var target = new InProcess();
        await using var lines = new StringWriter();
        var report = new Report(lines);

        var good = await report.RunAsync(target, cases, [true, false], canSwitch: true, TestContext.Current.CancellationToken);

        TestContext.Current.TestOutputHelper!.WriteLine(lines.ToString());
        Assert.True(good, lines.ToString());
        Assert.InRange(report.Passed, leastPassed, int.MaxValue);
    }

    private static bool UsesHostCode(ElsaCase @case) => @case.Definitions.Any(definition =>
        definition.ToJsonString() is var text && (text.Contains("RunCSharp", StringComparison.Ordinal) || text.Contains("\"CSharp\"", StringComparison.Ordinal)));

    private static ElsaCase Case(string observed, string stimuli = "[]")
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, $$"""{"definitions":[{"definitionId":"c","isPublished":true}],"stimuli":{{stimuli}},"observed":{{observed}}}""");
        try
        {
            return ElsaCase.Read(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
