using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Pages;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.SampleData;
using Xunit;

namespace StrongCities.Host.Tests.ElsaApi;

/// <summary>
/// What an advisor builds without a line of code: ask the mayor, remind after three working days, escalate after five. Saved and published as
/// Elsa Studio does it, each input as its editor writes it, and run on a clock that is driven.
/// </summary>
[Collection(PageTests.Name)]
public sealed class FromThePaletteTests(PageHost shared)
{
    private const string Process = "technical-support-request";

    [Fact]
    public async Task Ask_the_mayor_remind_after_three_working_days_escalate_after_five()
    {
        var folder = Directory.CreateTempSubdirectory("strongcities-palette-").FullName;
        await using (var host = new PageHostOn(folder, [("Clock:Mode", "Driven"), ("Clock:Start", "2026-09-14T07:00:00Z")]))
        {
            await host.InitializeAsync();
            var elsa = await ElsaClient.OfAsync(host);
            await elsa.SaveAsync(AskTheMayor(), publish: true);
            var coordinator = await host.PersonAsync(SamplePeople.CoordinatorOf("kumanovo"));
            var id = await host.SubmitAsync(Viewer.Of(coordinator), "Safer ways to school");
            var mayor = SamplePeople.SignatoryOf("kumanovo");

            // Monday. Offices open at 8:00 and close at 16:00 in Skopje, which is two hours ahead.
            Assert.Equal([(MailKind.Task, mayor)], await MailsAsync(host, id));
            await AdvanceAsync(host, "2026-09-17T05:59:00Z");
            Assert.Single(await MailsAsync(host, id));
            await AdvanceAsync(host, "2026-09-17T06:00:00Z");
            Assert.Equal([(MailKind.Task, mayor), (MailKind.Reminder, mayor)], await MailsAsync(host, id));

            await AdvanceAsync(host, "2026-09-21T13:59:00Z");
            Assert.Equal(CaseStatus.Received, await StatusAsync(host, id));
            await AdvanceAsync(host, "2026-09-21T14:00:00Z");
            Assert.Equal([(MailKind.Task, mayor), (MailKind.Reminder, mayor), (MailKind.Overdue, "lead@example.org")], await MailsAsync(host, id));
            Assert.Equal(CaseStatus.Approval, await StatusAsync(host, id));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("three", "says 'three'")]
    [InlineData("3, -1", "says '-1'")]
    [InlineData("1001", "says '1001'")]
    public async Task A_reminder_that_is_no_number_of_days_is_an_incident_that_says_how_to_write_one(string reminder, string expected)
    {
        var elsa = await ElsaClient.OfAsync(shared);
        var definition = AskTheMayor();
        var id = $"p{Guid.NewGuid():N}";
        definition["definitionId"] = id;
        definition["root"]!["activities"]![0]!["remindAfterWorkingDays"] = Literal(reminder);
        await elsa.SaveAsync(definition, publish: true);
        var calendar = new JsonObject { ["calendar"] = "MK" };
        var answer = await elsa.SendAsync("POST", $"workflow-definitions/{id}/execute", new JsonObject { ["input"] = new JsonObject { ["City"] = calendar, ["Hub"] = calendar.DeepClone() } });
        Assert.Contains(expected, JsonNode.Parse(answer.Text)!["workflowState"]!["incidents"]![0]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    /// <summary>The members are those of Studio's request; every value is text, as drop-downs and text boxes write it.</summary>
    private static JsonObject AskTheMayor() => new()
    {
        ["definitionId"] = Process,
        ["name"] = "Ask the mayor",
        ["inputs"] = new JsonArray(Input("City", "Object"), Input("Hub", "Object"), Input("Lane", "String")),
        ["root"] = new JsonObject
        {
            ["id"] = "Flowchart1",
            ["type"] = "Elsa.Flowchart",
            ["version"] = 1,
            ["activities"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = "AskForDecision1",
                    ["type"] = "StrongCities.AskForDecision",
                    ["version"] = 1,
                    ["title"] = Literal("Does the city want this?"),
                    ["assignee"] = Literal("Signatory"),
                    ["mailKind"] = Literal("task"),
                    ["options"] = new JsonObject { ["typeName"] = "String[]", ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = """["Yes","No"]""" } },
                    ["decideByReply"] = Literal("False"),
                    ["remindAfterWorkingDays"] = Literal("3"),
                    ["escalateAfterWorkingDays"] = Literal("5"),
                    ["escalateTo"] = Literal("HubLead"),
                },
                Status("SetCaseStatus1", "Matching"),
                Status("SetCaseStatus2", "Declined"),
                Status("SetCaseStatus3", "Approval")),
            ["connections"] = new JsonArray(Way("Yes", "SetCaseStatus1"), Way("No", "SetCaseStatus2"), Way("Escalated", "SetCaseStatus3")),
        },
    };

    private static JsonObject Input(string name, string type) => new()
    {
        ["name"] = name, ["displayName"] = name, ["type"] = type, ["isArray"] = false, ["uiHint"] = "singleline",
        ["storageDriverType"] = "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core",
    };

    private static JsonObject Status(string id, string status) =>
        new() { ["id"] = id, ["type"] = "StrongCities.SetCaseStatus", ["version"] = 1, ["status"] = Literal(status) };

    private static JsonObject Way(string port, string target) => new()
    {
        ["source"] = new JsonObject { ["activity"] = "AskForDecision1", ["port"] = port },
        ["target"] = new JsonObject { ["activity"] = target, ["port"] = "In" },
        ["vertices"] = new JsonArray(),
    };

    private static JsonObject Literal(string value) => new() { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };

    private static async Task AdvanceAsync(PageHostOn host, string to)
    {
        var lead = host.SignedIn(await host.PersonAsync("lead@example.org"));
        await lead.SendAsync("/desk/clock", new Dictionary<string, string> { ["To"] = to }, "/desk/clock/advance");
        Assert.Equal(DateTimeOffset.Parse(to, CultureInfo.InvariantCulture), host.Services.GetRequiredService<TimeProvider>().GetUtcNow());
    }

    private static async Task<IReadOnlyList<(string Kind, string To)>> MailsAsync(PageHostOn host, Guid requestId)
    {
        await host.SettleAsync();
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        var mails = from mail in db.Mails
                    join row in db.Outbox on MailSender.OutboxKind + ":" + mail.Key equals row.Key
                    where mail.CaseId == requestId
                    orderby row.Id
                    select new { mail.Kind, mail.ToEmail };
        return [.. (await mails.ToListAsync()).Select(mail => (mail.Kind, mail.ToEmail))];
    }

    private static async Task<CaseStatus> StatusAsync(PageHostOn host, Guid requestId)
    {
        await host.SettleAsync();
        await using var db = host.Services.GetRequiredService<HubDbFactory>().Create(null);
        return (await db.Requests.SingleAsync(request => request.Id == requestId)).Status;
    }
}
