using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Hub;
using StrongCities.Host.Tests.Tasks;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Cases;

/// <summary>Opens cases that are no support requests, each with a process of one decision.</summary>
internal static class CaseWorld
{
    public const string HubProcess = "test-opportunity";
    public const string CityProcess = "test-interest";
    public const string Advisor = "advisor@example.org";
    public const string SecondAdvisor = "advisor2@example.org";
    public const string Lead = "lead@example.org";
    public const string Title = "Green rivers in old towns";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static OpportunityBrief Brief { get; } = new("Interreg")
    {
        Support = new Money(250_000, "EUR"),
        OwnShare = new Money(37_500.50m, "EUR"),
        ClosesAt = new(2026, 12, 5, 11, 0, 0, TimeSpan.Zero),
        Why = "The town floods.",
        // What has no haste is a line of a digest; here every question is a mail of its own.
        IsUrgent = true,
    };

    /// <summary>Starts a hub whose processes are these two and a support request of one decision.</summary>
    public static async Task<HubWorld> StartAsync() => await HubWorld.StartAsync(
        ("Runtime:Definitions:Folder", Write()), ("Mail:Inbound:TrustedAuthServId", "mx.hub.example"), ("Mail:HoldOutsideOfficeHours", "false"));

    /// <summary>Writes the processes into a new folder.</summary>
    public static string Write()
    {
        var folder = TaskProcess.Write(TaskProcess.Step.Decision());
        WriteInto(folder);
        return folder;
    }

    public static void WriteInto(string folder)
    {
        File.WriteAllText(Path.Combine(folder, $"{HubProcess}.json"), Text(HubProcess, "Advisor", "A5"));
        File.WriteAllText(Path.Combine(folder, $"{CityProcess}.json"), Text(CityProcess, "Coordinator", "A1"));
    }

    /// <summary>The hub's case of a new opportunity, when it waits at its decision.</summary>
    public static async Task<Case?> OpenAtHubAsync(IServiceProvider services, Guid? opportunityId = null, bool refuse = false, string process = HubProcess)
    {
        await using var db = services.GetRequiredService<HubDbFactory>().Create(null);
        var hub = await db.Hubs.SingleAsync(h => h.Key == "western-balkans", Token);
        return await services.GetRequiredService<OpenCase>().RunAsync(
            new CaseOpening(process, OpportunityCase.Series, hub, null, (_, begin, _) => Task.FromResult<Case?>(refuse ? null : new OpportunityCase
            {
                Id = begin.Id,
                HubId = hub.Id,
                Number = begin.Number,
                Title = Title,
                StatusSince = begin.At,
                OpenedAt = begin.At,
                InstanceId = begin.InstanceId,
                OpportunityId = opportunityId ?? Guid.NewGuid(),
                Brief = Brief,
            })),
            Token);
    }

    /// <summary>A city's dealings with an opportunity.</summary>
    public static async Task<Case> OpenOfCityAsync(IServiceProvider services, string cityKey = "kumanovo", OpportunityCase? parent = null)
    {
        await using var db = services.GetRequiredService<HubDbFactory>().Create(null);
        var city = await db.Cities.SingleAsync(c => c.Key == cityKey, Token);
        var hub = await db.Hubs.SingleAsync(h => h.Id == city.HubId, Token);
        var opened = await services.GetRequiredService<OpenCase>().RunAsync(
            new CaseOpening(CityProcess, CityOpportunity.Series, hub, city, (_, begin, _) => Task.FromResult<Case?>(new CityOpportunity
            {
                Id = begin.Id,
                HubId = hub.Id,
                CityId = city.Id,
                Number = begin.Number,
                Title = Title,
                StatusSince = begin.At,
                OpenedAt = begin.At,
                InstanceId = begin.InstanceId,
                OpportunityId = parent?.OpportunityId ?? Guid.NewGuid(),
                ParentCaseId = parent?.Id,
                Brief = Brief,
            })),
            Token);
        return Assert.IsType<CityOpportunity>(opened);
    }

    private static string Text(string process, string assignee, string mailKind) => TaskProcess.Text(new TaskProcess.Step("AskForDecision", new()
    {
        ["Title"] = "Task.Approval",
        ["Assignee"] = assignee,
        ["MailKind"] = mailKind,
        ["Options"] = new[] { "Approve", "Decline" },
        ["Conflicts"] = "MayDeclare",
        ["DueInWorkingDays"] = 3,
        ["OverdueTo"] = "HubLead",
    })).Replace("technical-support-request", process, StringComparison.Ordinal);
}
