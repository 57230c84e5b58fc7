using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using StrongCities.Crash.Tests.Load;
using StrongCities.Crash.Tests.Scenarios;

namespace StrongCities.Crash.Tests;

/// <summary>A run as a page for people.</summary>
internal static class ReportText
{
    private const int ShownFindings = 50;

    public static string Of(KillReport report)
    {
        var (ledger, sheet) = (report.Ledger, report.Sheet);
        var text = new StringBuilder();
        void Line(string line) => text.Append(line).Append('\n');
        Line($"# {report.Count} kills");
        Line("");
        Line($"Seed {report.Seed}; {report.WhileStarting} of the kills while the host started. {report.Took.TotalMinutes:0.0} minutes. The last stop: exit code {report.Stop}.");
        Line("");
        Line("| | asked for | accepted | never answered | found |");
        Line("|---|--:|--:|--:|--:|");
        Line($"| starts | {ledger.Starts.Count} | {Ledger.Accepted(ledger.Starts)} | {Ledger.Unknown(ledger.Starts)} | {sheet.Instances} |");
        Line($"| events | {ledger.Events.Count} | {Ledger.Accepted(ledger.Events)} | {Ledger.Unknown(ledger.Events)} | {sheet.Events} |");
        Line($"| timers | {ledger.Timers.Count} | {ledger.Timers.Keys.Count(id => ledger.Starts[id] == Fate.Accepted)} | {ledger.Timers.Keys.Count(id => ledger.Starts[id] == Fate.Unknown)} | {sheet.Timers} |");
        Line($"| requests of cities | {ledger.Requests.Count} | {Ledger.Accepted(ledger.Requests)} | {Ledger.Unknown(ledger.Requests)} | {sheet.Requests} |");
        Line($"| decisions by link | {ledger.Decisions.Count} | {Ledger.Accepted(ledger.Decisions)} | {Ledger.Unknown(ledger.Decisions)} | {sheet.Decisions} with those of the sample data |");
        Line("");
        Line($"Mails: {sheet.Mails} different ones came; {report.InFlight} were in flight at a kill, and {sheet.Duplicates} came once more, under the same Message-ID.");
        Line($"Database at the end: {report.DatabaseBytes / 1e6:0.0} MB, integrity checked.");
        Line("");
        Line(sheet.Findings.Count == 0 ? "**The books balance: nothing lost, nothing done twice.**" : $"**The books do not balance: {sheet.Findings.Count} findings.**");
        foreach (var finding in sheet.Findings.Take(ShownFindings))
        {
            Line($"- {finding}");
        }

        Line("");
        Line(string.Create(CultureInfo.InvariantCulture, $"Machine: {Environment.ProcessorCount} processors ({Processor()}), {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0} GB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}; clients, mail server and host on the same processors."));
        return text.ToString();
    }

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown"
        : "unknown";
}
