using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Host.Tests.Applications;

/// <summary>Applications as rows, for tests of what shows them: no process carries these.</summary>
internal static class PlantedApplication
{
    /// <summary>An application of somebody's city, with an empty plan and no papers.</summary>
    public static Application Of(Person coordinator, DateTimeOffset now, string title = "River park") => new()
    {
        Id = Guid.NewGuid(),
        HubId = coordinator.HubId,
        CityId = coordinator.CityId,
        Number = $"A-{Guid.NewGuid():N}",
        Title = title,
        StatusSince = now,
        OpenedAt = now,
        InstanceId = $"{Guid.NewGuid():N}",
        OpportunityId = Guid.NewGuid(),
        Brief = new OpportunityBrief("Sample Fund") { ClosesAt = now.AddDays(60) },
        Stage = CaseStage.Preparing,
    };

    public static Paper PaperOf(Case about, string name, int position = 1) => new()
    {
        Id = Guid.NewGuid(), HubId = about.HubId, CityId = about.CityId!.Value, CaseId = about.Id, Name = name, IsRequired = true, Position = position,
    };

    public static Milestone StepOf(Case about, MilestoneKind kind, DateTimeOffset due, DateTimeOffset? done = null) => new()
    {
        Id = Guid.NewGuid(), HubId = about.HubId, CityId = about.CityId!.Value, CaseId = about.Id, Kind = kind, Owner = CaseRole.Coordinator, DueAt = due, DoneAt = done,
    };

    public static Task AddAsync(IServiceProvider services, params object[] rows) => ChangeAsync(services, db =>
    {
        db.AddRange(rows);
        return Task.CompletedTask;
    });

    public static Task ChangeAsync(IServiceProvider services, Guid applicationId, Action<Application> change) =>
        ChangeAsync(services, async db => change(await db.Cases.OfType<Application>().SingleAsync(about => about.Id == applicationId)));

    public static Upload File(string name, byte[] content) => new(name, content.Length, () => new MemoryStream(content));

    private static Task<bool> ChangeAsync(IServiceProvider services, Func<HubDb, Task> change) => services.GetRequiredService<CommitQueue>().CommitAsync(
        async (unit, _) =>
        {
            await change(unit.Hub());
            return UnitResult.Keep(true);
        },
        CancellationToken.None);
}
