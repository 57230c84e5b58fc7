using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Engine.Execution;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Awards;
using StrongCities.Hub.Opportunities;
using StrongCities.Runtime.Instances;
using Xunit;

namespace StrongCities.Host.Tests.Awards;

/// <summary>The activity that opens an award, in a process of a test's own.</summary>
public sealed class OpenAwardTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_opens_the_award_with_what_is_drawn_and_takes_the_rest_from_the_proposal()
    {
        await RunAsync(
            [("agreement", "String", "IPA/9"), ("startsOn", "String", "2026-10-01"), ("endsOn", "String", "2027-09-30"), ("reportEveryMonths", "Int32", 6), ("needsAudit", "Boolean", true)],
            async (world, run) =>
            {
                Assert.Equal((WorkflowStatus.Finished, 0), run);
                var award = await world.AwardAsync();
                Assert.Equal((new Money(120_000, "EUR"), "IPA/9", new DateOnly(2026, 9, 14)), (award.Awarded, award.Agreement, award.InForceOn));
                await using var db = world.Db();
                Assert.Equal(
                    [ObligationKind.InterimReport, ObligationKind.FinalReport, ObligationKind.Audit],
                    (await db.Obligations.OrderBy(owed => owed.DueAt).ToListAsync(Token)).OrderBy(owed => owed.DueAt).ThenBy(owed => owed.Kind).Select(owed => owed.Kind));
            });
    }

    [Theory]
    [InlineData("endsOn", "2026-99-99", "must be a day such as 2026-10-01, not '2026-99-99'")]
    [InlineData("endsOn", "2026-09-30", "look at EndsOn")]
    [InlineData("keptPercent", 9, "look at KeptPercent")]
    [InlineData("funderZone", "Mars", "look at FunderZone")]
    public async Task What_makes_no_sense_is_an_incident_that_says_so(string input, object value, string said)
    {
        var usual = new List<(string, string, object)> { ("agreement", "String", "IPA/9"), ("startsOn", "String", "2026-10-01"), ("endsOn", "String", "2027-09-30") };
        usual.RemoveAll(one => one.Item1 == input);
        await RunAsync([.. usual, (input, value is int ? "Decimal" : "String", value)], async (world, run) =>
        {
            Assert.Equal(1, run.Incidents);
            await using var db = world.Db();
            var state = InstanceState.FromUtf8(await db.Instances.Select(instance => instance.State).SingleAsync(Token));
            Assert.Contains(said, Assert.Single(state.Incidents).Message, StringComparison.Ordinal);
            Assert.Empty(await db.Cases.OfType<Award>().ToListAsync(Token));
        });
    }

    private static async Task RunAsync(IReadOnlyList<(string Name, string Type, object Value)> inputs, Func<HubWorld, (WorkflowStatus Status, int Incidents), Task> check)
    {
        var folder = Directory.CreateTempSubdirectory("strongcities-award-").FullName;
        foreach (var file in new[] { "award-follow-up.json", "reporting.json" })
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, "workflow-definitions", file), Path.Combine(folder, file));
        }

        var open = new JsonObject { ["id"] = "Open", ["type"] = "StrongCities.OpenAward", ["version"] = 1 };
        foreach (var (name, type, value) in inputs)
        {
            open[name] = new JsonObject { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = JsonValue.Create(value) } };
        }

        var definition = new JsonObject
        {
            ["id"] = "won-1", ["definitionId"] = "won", ["name"] = "Won", ["version"] = 1, ["isLatest"] = true, ["isPublished"] = true,
            ["root"] = new JsonObject { ["id"] = "Flow", ["type"] = "Elsa.Sequence", ["version"] = 1, ["activities"] = new JsonArray(open) },
        };
        await File.WriteAllTextAsync(Path.Combine(folder, "won.json"), definition.ToJsonString(), Token);
        await using var world = await HubWorld.StartAsync(("Matching:RunsByItself", "false"), ("Runtime:Definitions:Folder", folder));
        var application = await AwardWorld.AddApplicationAsync(world.Services, "kumanovo");
        await world.Services.GetRequiredService<StartInstance>().RunAsync(new StartRequest("won", []) { InstanceId = $"{application:N}" }, Token);
        await world.SettleAsync();
        await using var db = world.Db();
        var run = await db.Instances.SingleAsync(instance => instance.Id == $"{application:N}", Token);
        await check(world, (run.Status, run.IncidentCount));
        Directory.Delete(folder, recursive: true);
    }
}
