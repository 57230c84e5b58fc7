using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Applications.Board;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.SampleData;
using Xunit;

namespace StrongCities.Host.Tests.Applications.Board;

public sealed class DueTests
{
    private static readonly DateTimeOffset Now = HubWorld.Monday;

    [Fact]
    public async Task What_is_due_comes_by_time_from_every_city_and_is_filtered()
    {
        await using var world = await HubWorld.StartAsync();
        var kumanovo = await PlantAsync(world, "kumanovo", (MilestoneKind.Outline, -2), (MilestoneKind.Review, 20), (MilestoneKind.Deadline, 40));
        var tuzla = await PlantAsync(world, "tuzla", (MilestoneKind.Budget, 3), (MilestoneKind.Deadline, 50));
        var advisor = await world.ViewerAsync("advisor@example.org");
        Assert.Equal(
            [("Milestone.Outline", true), ("Milestone.Budget", false), ("Milestone.Review", false), ("Milestone.Deadline", false), ("Milestone.Deadline", false)],
            (await world.SendAsync(new ListDue(advisor)))!.Select(line => (line.What, line.IsLate)));
        Assert.Equal(["Milestone.Outline", "Milestone.Budget"], await WhatAsync(world, new ListDue(advisor) { WithinDays = 7 }));
        Assert.Equal(["Milestone.Budget", "Milestone.Deadline"], await WhatAsync(world, new ListDue(advisor) { CityId = tuzla.CityId }));
        Assert.All((await world.SendAsync(new ListDue(advisor) { OnlyAtRisk = true }))!, line => Assert.Equal(kumanovo.Id, line.Case.Id));
        Assert.Empty(await WhatAsync(world, new ListDue(advisor) { AdvisorId = advisor.PersonId }));
        Assert.Equal(["Milestone.Budget", "Milestone.Deadline"], await WhatAsync(world, new ListDue(await world.CoordinatorAsync("tuzla"))));
        Assert.Null(await world.SendAsync(new ListDue(advisor with { Roles = Roles.Designer })));
    }

    [Fact]
    public async Task What_is_done_answered_or_handed_in_is_due_no_more()
    {
        await using var world = await HubWorld.StartAsync();
        var about = await PlantAsync(world, "kumanovo", (MilestoneKind.Outline, -2));
        var question = new Clarification
        {
            Id = Guid.NewGuid(), HubId = about.HubId, CityId = about.CityId!.Value, CaseId = about.Id, ByFunder = true, Question = "Why?", AskedAt = Now, DueAt = Now.AddDays(2),
        };
        await PlantedApplication.AddAsync(world.Services, question, PlantedApplication.StepOf(about, MilestoneKind.Go, Now.AddDays(-9), Now.AddDays(-9)));
        var coordinator = await world.CoordinatorAsync();
        Assert.Equal(["Milestone.Outline", "Due.Clarification"], await WhatAsync(world, new ListDue(coordinator)));
        await PlantedApplication.AddAsync(world.Services, PlantedApplication.StepOf(about, MilestoneKind.Submit, Now, Now));
        Assert.Equal(["Due.Clarification"], await WhatAsync(world, new ListDue(coordinator)));
        await PlantedApplication.ChangeAsync(world.Services, about.Id, application => application.ClosedAt = Now);
        Assert.Empty(await WhatAsync(world, new ListDue(coordinator)));
    }

    [Fact]
    public async Task An_application_moves_through_the_columns_by_what_happens_to_it()
    {
        await using var world = await HubWorld.StartAsync();
        var about = await PlantAsync(world, "kumanovo", (MilestoneKind.Outline, 2));
        await PlantedApplication.AddAsync(world.Services, PlantedApplication.PaperOf(about, "Budget"));
        var coordinator = await world.CoordinatorAsync();
        Assert.Equal((BoardColumn.Writing, (MilestoneKind?)MilestoneKind.Outline, 1), await StandsAsync());
        await PlantedApplication.ChangeAsync(world.Services, about.Id, application => application.FrozenAt = Now);
        Assert.Equal((BoardColumn.Signing, (MilestoneKind?)MilestoneKind.Outline, 1), await StandsAsync());
        await PlantedApplication.ChangeAsync(world.Services, about.Id, application => application.Receipt = new Receipt("R1", Now, Guid.NewGuid()));
        Assert.Equal((BoardColumn.Waiting, (MilestoneKind?)MilestoneKind.Outline, 1), await StandsAsync());
        await PlantedApplication.ChangeAsync(world.Services, about.Id, application => application.ClosedAt = Now);
        Assert.Equal((BoardColumn.Over, (MilestoneKind?)null, 1), await StandsAsync());

        async Task<(BoardColumn, MilestoneKind?, int)> StandsAsync()
        {
            var line = Assert.Single((await world.SendAsync(new ListApplications(coordinator)))!);
            return (line.Column, line.Next?.Kind, line.PapersMissing);
        }
    }

    [Fact]
    public async Task An_application_is_hidden_from_other_cities_and_from_whoever_stepped_aside()
    {
        await using var world = await HubWorld.StartAsync();
        var about = await PlantAsync(world, "kumanovo", (MilestoneKind.Outline, 2));
        var advisor = await world.ViewerAsync("advisor@example.org");
        Assert.NotNull(await world.SendAsync(new GetApplication(advisor, about.Id)));
        await PlantedApplication.AddAsync(world.Services, new CaseRecusal { Id = Guid.NewGuid(), CaseId = about.Id, PersonId = advisor.PersonId, TaskId = "t", At = Now });
        foreach (var nobody in new[] { advisor, await world.CoordinatorAsync("tuzla") })
        {
            Assert.Null(await world.SendAsync(new GetApplication(nobody, about.Id)));
            Assert.Empty((await world.SendAsync(new ListApplications(nobody)))!);
            Assert.Empty((await world.SendAsync(new ListDue(nobody)))!);
        }
    }

    private static async Task<IEnumerable<string>> WhatAsync(HubWorld world, ListDue asked) => (await world.SendAsync(asked))!.Select(line => line.What);

    private static async Task<Application> PlantAsync(HubWorld world, string city, params (MilestoneKind Kind, int Days)[] plan)
    {
        var about = PlantedApplication.Of(await world.PersonAsync(SamplePeople.CoordinatorOf(city)), Now);
        await PlantedApplication.AddAsync(world.Services, [about, .. plan.Select(step => PlantedApplication.StepOf(about, step.Kind, Now.AddDays(step.Days)))]);
        return about;
    }
}
