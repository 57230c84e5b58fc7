using System.Text;
using Microsoft.EntityFrameworkCore;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Applications.Papers;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.SampleData;
using Xunit;

namespace StrongCities.Host.Tests.Applications.Papers;

public sealed class PaperTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Versions_are_numbered_without_gaps_also_when_many_come_at_once_and_each_stays_readable()
    {
        await using var world = await HubWorld.StartAsync();
        var (viewer, _, paper) = await PlantAsync(world);
        var results = await Task.WhenAll(Enumerable.Range(1, 12).Select(i => world.SendAsync(Version(viewer, paper, $"text {i}"))));
        Assert.Equal(Enumerable.Range(1, 12), results.Select(result => Assert.IsType<VersionAdded>(result).Number).Order());
        await using var db = world.Db();
        Assert.Equal(Enumerable.Range(1, 12), await db.PaperVersions.OrderBy(v => v.Number).Select(v => v.Number).ToListAsync(Token));
        foreach (var (result, index) in results.Select((result, index) => ((VersionAdded)result, index)))
        {
            Assert.Equal($"text {index + 1}", await TextAsync(world, viewer, paper, result.Number));
        }

        Assert.Null(await world.SendAsync(new OpenVersion(viewer, paper, 13)));
        Assert.Equal(12, await db.CaseEvents.CountAsync(line => line.Key == "Event.PaperSent", Token));
    }

    [Fact]
    public async Task The_same_file_twice_counts_once_but_signed_it_is_another_version()
    {
        await using var world = await HubWorld.StartAsync();
        var (viewer, _, paper) = await PlantAsync(world);
        Assert.Equal(new VersionAdded(1, true), await world.SendAsync(Version(viewer, paper, "one")));
        Assert.Equal(new VersionAdded(1, false), await world.SendAsync(Version(viewer, paper, "one")));
        Assert.Equal(new VersionAdded(2, true), await world.SendAsync(Version(viewer, paper, "one") with { IsSigned = true }));
        Assert.Equal(new VersionAdded(3, true), await world.SendAsync(Version(viewer, paper, "two")));
    }

    [Theory]
    [InlineData("Papers:MaxBytes", "1000", 1001, "Problem.FileTooLarge")]
    [InlineData("Papers:MaxVersions", "1", 10, "Problem.TooManyFiles")]
    [InlineData("Papers:MaxTotalBytes", "1500", 900, "Problem.FilesTooLarge")]
    public async Task Limits_of_the_application_refuse_and_leave_nothing_behind(string option, string value, int length, string problem)
    {
        await using var world = await HubWorld.StartAsync([("Papers:MaxBytes", "1000"), .. new[] { (option, value) }.Where(setting => setting.option != "Papers:MaxBytes")]);
        var (viewer, _, paper) = await PlantAsync(world);
        Assert.IsType<VersionAdded>(await world.SendAsync(Version(viewer, paper, new string('a', 700))));
        var refused = Assert.IsType<PaperInvalid>(await world.SendAsync(Version(viewer, paper, new string('b', length))));
        Assert.Equal(problem, Assert.Single(refused.Problems).Key);
        await using var db = world.Db();
        Assert.Equal(1, await db.PaperVersions.CountAsync(Token));
        Assert.Equal(1, await db.Attachments.CountAsync(Token));
    }

    [Fact]
    public async Task No_file_and_a_file_of_a_strange_type_are_told()
    {
        await using var world = await HubWorld.StartAsync();
        var (viewer, _, paper) = await PlantAsync(world);
        Assert.Equal("Problem.Required", Assert.Single(Assert.IsType<PaperInvalid>(await world.SendAsync(new AddVersion(viewer, paper, null, null, false))).Problems).Key);
        var program = new AddVersion(viewer, paper, PlantedApplication.File("a.pdf", "MZ\0\0program"u8.ToArray()), null, false);
        Assert.Equal("Problem.FileType", Assert.Single(Assert.IsType<PaperInvalid>(await world.SendAsync(program)).Problems).Key);
    }

    [Fact]
    public async Task A_frozen_application_refuses_and_still_shows()
    {
        await using var world = await HubWorld.StartAsync();
        var (viewer, about, paper) = await PlantAsync(world);
        await world.SendAsync(Version(viewer, paper, "one"));
        var spare = Assert.IsType<PaperAdded>(await world.SendAsync(new AddPaper(viewer, about, "Spare", null, false))).Id;
        await PlantedApplication.ChangeAsync(world.Services, about, a => a.FrozenAt = HubWorld.Monday);
        Assert.IsType<PaperShut>(await world.SendAsync(Version(viewer, paper, "two")));
        Assert.IsType<PaperShut>(await world.SendAsync(new AddPaper(viewer, about, "Late", null, false)));
        Assert.IsType<PaperShut>(await world.SendAsync(new DropPaper(viewer, spare)));
        Assert.Equal("one", await TextAsync(world, viewer, paper, 1));
        var page = await world.SendAsync(new GetPaper(viewer, paper));
        Assert.True(page is { IsShut: true, MayAdd: false, MayDrop: false, Text: "one" });
    }

    [Fact]
    public async Task Lines_are_added_once_and_dropped_only_while_they_are_empty()
    {
        await using var world = await HubWorld.StartAsync(("Papers:MaxPapers", "3"));
        var (viewer, about, paper) = await PlantAsync(world);
        var added = Assert.IsType<PaperAdded>(await world.SendAsync(new AddPaper(viewer, about, " Letter ", "One page", true) { MaxPages = 1 }));
        Assert.Equal("Problem.SamePaper", KeyOf(await world.SendAsync(new AddPaper(viewer, about, "letter", null, true))));
        Assert.Equal("Problem.Required", KeyOf(await world.SendAsync(new AddPaper(viewer, about, " ", null, true))));
        Assert.Equal("Problem.Pages", KeyOf(await world.SendAsync(new AddPaper(viewer, about, "Map", null, true) { MaxPages = 0 })));
        Assert.IsType<PaperAdded>(await world.SendAsync(new AddPaper(viewer, about, "Map", null, false)));
        Assert.Equal("Problem.TooManyPapers", KeyOf(await world.SendAsync(new AddPaper(viewer, about, "More", null, false))));
        Assert.Equal(new PaperDropped(about), await world.SendAsync(new DropPaper(viewer, added.Id)));
        await world.SendAsync(Version(viewer, paper, "one"));
        Assert.Equal("Problem.PaperInUse", KeyOf(await world.SendAsync(new DropPaper(viewer, paper))));
    }

    [Fact]
    public async Task Another_city_and_whoever_stepped_aside_find_nothing_and_the_hub_finds_all()
    {
        await using var world = await HubWorld.StartAsync();
        var (viewer, about, paper) = await PlantAsync(world);
        await world.SendAsync(Version(viewer, paper, "one"));
        var stranger = await world.CoordinatorAsync("tuzla");
        var advisor = await world.ViewerAsync("advisor@example.org");
        Assert.Equal(new VersionAdded(2, true), await world.SendAsync(Version(advisor, paper, "two")));
        Assert.Equal("two", await TextAsync(world, advisor, paper, 2));
        await PlantedApplication.AddAsync(world.Services, new CaseRecusal { Id = Guid.NewGuid(), CaseId = about, PersonId = advisor.PersonId, TaskId = "t", At = HubWorld.Monday });
        foreach (var nobody in new[] { stranger, advisor, viewer with { Roles = Roles.None } })
        {
            Assert.IsType<PaperNotFound>(await world.SendAsync(Version(nobody, paper, "three")));
            Assert.IsType<PaperNotFound>(await world.SendAsync(new AddPaper(nobody, about, "Letter", null, true)));
            Assert.IsType<PaperNotFound>(await world.SendAsync(new DropPaper(nobody, paper)));
            Assert.Null(await world.SendAsync(new GetPaper(nobody, paper)));
            Assert.Null(await world.SendAsync(new OpenVersion(nobody, paper, 1)));
        }
    }

    [Theory]
    [InlineData("European Commission", FunderKind.European)]
    [InlineData("Interreg IPA Greece – North Macedonia", FunderKind.European)]
    [InlineData("Министерство за локална самоуправа", FunderKind.National)]
    [InlineData("Ministry of Interior", FunderKind.National)]
    [InlineData("Open Society Foundation", FunderKind.Other)]
    [InlineData(null, FunderKind.Other)]
    public void A_funders_name_tells_its_kind(string? funder, FunderKind kind) => Assert.Equal(kind, Checklist.KindOf(funder));

    [Fact]
    public void Every_checklist_asks_for_a_budget_and_names_each_paper_once() => Assert.All(Enum.GetValues<FunderKind>(), kind =>
    {
        var names = Checklist.Of(kind).Select(item => item.Name).ToList();
        Assert.Contains("Paper.Budget", names);
        Assert.Equal(names.Distinct(), names);
    });

    private static string KeyOf(PaperResult result) => Assert.Single(Assert.IsType<PaperInvalid>(result).Problems).Key;

    private static AddVersion Version(Viewer viewer, Guid paper, string text) => new(viewer, paper, PlantedApplication.File("a.txt", Encoding.UTF8.GetBytes(text)), null, false);

    private static async Task<string> TextAsync(HubWorld world, Viewer viewer, Guid paper, int number)
    {
        var opened = await world.SendAsync(new OpenVersion(viewer, paper, number));
        using var reader = new StreamReader(opened!.Content);
        return await reader.ReadToEndAsync(Token);
    }

    private static async Task<(Viewer Viewer, Guid Case, Guid Paper)> PlantAsync(HubWorld world)
    {
        var coordinator = await world.PersonAsync(SamplePeople.CoordinatorOf("kumanovo"));
        var about = PlantedApplication.Of(coordinator, HubWorld.Monday);
        var paper = PlantedApplication.PaperOf(about, "Description");
        await PlantedApplication.AddAsync(world.Services, about, paper);
        return (Viewer.Of(coordinator), about.Id, paper.Id);
    }
}
