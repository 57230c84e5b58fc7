using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Tasks;
using Xunit;
using static StrongCities.Host.Tests.Tasks.TaskProcess;

namespace StrongCities.Host.Tests.Tasks;

/// <summary>Silence is a yes in a consultation and at the acceptance of a report. Everywhere else it is impossible: each type of task, kind of mail and stake is tried.</summary>
public sealed class PositiveSilenceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_other_mail_and_nothing_at_stake_lets_silence_be_a_yes()
    {
        await using var hub = await HubWorld.StartAsync();
        var kinds = hub.Services.GetRequiredService<ActivityCatalog>().Find("StrongCities.AskForDecision")!.Descriptor.Inputs.Single(input => input.Name == "MailKind").Options!;
        Assert.Contains(MailKind.SignOff, kinds);
        foreach (var kind in kinds)
        {
            foreach (var stakes in Enum.GetNames<Stakes>())
            {
                var text = Text(Step.Decision("HubLead", ("MailKind", kind), ("Stakes", stakes), ("SilencePolicy", "NoObjection"), ("DueInWorkingDays", 5)));
                var may = kind is MailKind.Consultation or MailKind.Report && stakes == nameof(Stakes.Ordinary);
                Assert.True(may == (Misuses(hub, text) == 0), $"{kind} {stakes}");
            }
        }
    }

    [Fact]
    public async Task No_other_type_of_task_knows_of_it()
    {
        await using var hub = await HubWorld.StartAsync();
        var tasks = hub.Services.GetServices<Activity>().OfType<TaskActivity>().ToList();
        Assert.True(tasks.Count >= 6);
        Assert.All(tasks.Where(task => task is not AskForDecision), task => Assert.DoesNotContain(SilencePolicy.NoObjection, task.AllowedPolicies));
    }

    [Theory]
    [InlineData("C7")]
    [InlineData("B5")]
    [InlineData("task")]
    public async Task Worked_out_when_it_runs_it_faults_and_nobody_is_asked(string kind)
    {
        var text = Text(Step.Decision("HubLead", ("MailKind", kind), ("SilencePolicy", "NoObjection"), ("DueInWorkingDays", 5)))
            .Replace("{\"type\":\"Literal\",\"value\":\"NoObjection\"}", "{\"type\":\"JavaScript\",\"value\":\"'NoObjection'\"}", StringComparison.Ordinal);
        var folder = Directory.CreateTempSubdirectory("task-process-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "technical-support-request.json"), text, Token);
        await using var hub = await HubWorld.StartAsync(("Runtime:Definitions:Folder", folder));
        var id = await hub.SubmitAsync();
        await using var db = hub.Db();
        Assert.False(await db.Tasks.AnyAsync(t => t.CaseId == id, Token));
        Assert.Equal(1, (await db.Instances.SingleAsync(Token)).IncidentCount);
    }

    [Theory]
    [InlineData("Close")]
    [InlineData("NoGo")]
    public async Task It_can_not_be_drawn_either_by_leading_silence_to_where_yes_leads(string policy)
    {
        await using var hub = await HubWorld.StartAsync();
        var drawn = Text(Step.Decision("HubLead", ("SilencePolicy", policy), ("DueInWorkingDays", 5)))
            .Replace("\"activity\":\"Task1Silence\"", "\"activity\":\"Task1Approve\"", StringComparison.Ordinal);
        Assert.Equal(1, Misuses(hub, drawn));
    }

    [Fact]
    public void What_we_ship_takes_silence_for_a_yes_in_those_two_places_only()
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "workflow-definitions"), "*.json"))
        {
            var steps = JsonNode.Parse(File.ReadAllText(file))!["root"]!["activities"]!.AsArray();
            found.AddRange(steps.Where(step => (string?)step!["silencePolicy"]?["expression"]?["value"] == "NoObjection").Select(step => $"{(string)step!["id"]!} {(string)step["mailKind"]!["expression"]!["value"]!}"));
        }

        Assert.Equal(["AcceptReport C9", "Consult C4"], found.Order(StringComparer.Ordinal));
    }

    private static int Misuses(HubWorld hub, string text)
    {
        var reading = DefinitionReader.Read(System.Text.Encoding.UTF8.GetBytes(text), "test");
        var compiled = WorkflowGraph.Compile(reading.Definition!, hub.Services.GetRequiredService<ActivityCatalog>());
        return DefinitionLint.Run(compiled.Graph!).Count(finding => finding is { Code: DefinitionLint.Misuse, Severity: LintSeverity.Error });
    }
}
