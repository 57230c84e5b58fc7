using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Definitions;
using StrongCities.Runtime.Instances;
using Xunit;

namespace StrongCities.Host.Tests.Runtime;

public sealed class LoadDefinitionsTests
{
    [Fact]
    public async Task A_malformed_file_is_named_with_place_and_mend_and_the_others_load()
    {
        await using var rig = Rig.Make();
        rig.Write("a-broken.json", "{\n  \"definitionId\": \"broken\",\n  oops\n}");
        rig.Write("b-list.json", "[]");
        rig.Write("c-good.json", Flow.Sequence("good", Flow.Event("wait", "Go")).ToJsonString());
        rig.Write("d-twice.json", Flow.Sequence("good", Flow.Event("wait", "Other")).ToJsonString());
        await rig.StartAsync();

        var problems = rig.Get<DefinitionProblems>().Items;
        Assert.Equal(["a-broken.json", "b-list.json", "d-twice.json"], problems.Select(problem => problem.Source));
        Assert.Contains("line 3", problems[0].Place, StringComparison.Ordinal);
        Assert.Contains("c-good.json", problems[2].Message, StringComparison.Ordinal);
        Assert.All(problems, problem => Assert.True(problem.IsError && problem.Message.Length > 0 && problem.Mend.Length > 0));
        await rig.StartInstanceAsync("good");
    }

    [Fact]
    public async Task A_file_that_is_too_large_and_a_missing_folder_are_problems_not_crashes()
    {
        await using var rig = Rig.Make();
        rig.Settings["Runtime:Definitions:MaxFileSize"] = "1024";
        rig.Write("large.json", new string(' ', 1025) + "{}");
        await rig.StartAsync();
        Assert.Contains("1024", Assert.Single(rig.Get<DefinitionProblems>().Items).Message, StringComparison.Ordinal);

        rig.Settings["Runtime:Definitions:Folder"] = Path.Combine(rig.Folder.FullName, "nowhere");
        await rig.RestartAsync();
        Assert.Contains("nowhere", Assert.Single(rig.Get<DefinitionProblems>().Items).Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("brick", 0)]
    [InlineData("block", 1)]
    public async Task A_file_may_use_what_a_later_one_brings(string used, int problems)
    {
        await using var rig = Rig.Make();
        var first = Flow.Step("first", "Brick");
        first["workflowDefinitionId"] = used;
        rig.Write("a-house.json", Flow.Sequence("house", first).ToJsonString());
        var brick = Flow.Sequence("brick", Flow.Event("wait", "Go"));
        brick["options"] = new JsonObject { ["usableAsActivity"] = true };
        rig.Write("b-brick.json", brick.ToJsonString());
        await rig.StartAsync();

        var found = rig.Get<DefinitionProblems>().Items;
        Assert.Equal(problems, found.Count);
        Assert.All(found, problem => Assert.Equal("a-house.json", problem.Source));
    }

    [Fact]
    public async Task A_changed_file_becomes_a_new_version_and_running_instances_keep_theirs()
    {
        await using var rig = await Rig.StartAsync(Flow.Sequence("walk", Flow.Event("wait", "Go")));
        var old = await rig.StartInstanceAsync("walk");

        rig.Write("walk.json", Flow.Sequence("walk", Flow.Event("wait", "Go"), Flow.Event("more", "Go")).ToJsonString());
        await rig.RestartAsync();
        var young = await rig.StartInstanceAsync("walk");

        Assert.Equal((1, 2), (old.DefinitionVersion, young.DefinitionVersion));
        Assert.Equal(WorkflowStatus.Finished, Assert.IsType<Resumed>(await rig.ResumeAsync(old, old.Bookmarks[0])).State.Status);
        Assert.Equal(WorkflowStatus.Running, Assert.IsType<Resumed>(await rig.ResumeAsync(young, young.Bookmarks[0])).State.Status);
        Assert.Equal([(1, false, false), (2, true, true)], await VersionsAsync(rig));
    }

    [Fact]
    public async Task A_file_that_means_the_same_makes_no_new_version()
    {
        var definition = Flow.Sequence("walk", Flow.Event("wait", "Go"));
        await using var rig = await Rig.StartAsync(definition);
        var reordered = new JsonObject(definition.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())))
        {
            ["version"] = 12,
        };
        rig.Write("walk.json", reordered.ToString());

        await rig.RestartAsync();

        Assert.Equal([(1, true, true)], await VersionsAsync(rig));
    }

    [Fact]
    public async Task A_version_saved_in_the_designer_since_is_not_undone_by_a_restart()
    {
        await using var rig = await Rig.StartAsync(Flow.Sequence("walk", Flow.Event("wait", "Go")));
        await rig.Commits.CommitAsync(
            async (db, stop) =>
            {
                var first = await db.Definitions.SingleAsync(stop);
                first.IsLatest = first.IsPublished = false;
                db.Definitions.Add(new StrongCities.Runtime.Persistence.DefinitionRow
                {
                    Id = "drawn", DefinitionId = "walk", Version = 2, IsLatest = true, IsPublished = true, Json = first.Json, ContentHash = "drawn", CreatedAt = first.CreatedAt,
                });
                return StrongCities.Runtime.Persistence.UnitResult.Keep(0);
            },
            Rig.Cancellation);

        await rig.RestartAsync();

        Assert.Equal([(1, false, false), (2, true, true)], await VersionsAsync(rig));
    }

    [Fact]
    public async Task No_more_compiled_versions_are_kept_than_the_limit_and_all_still_run()
    {
        await using var rig = Rig.Make();
        rig.Settings["Runtime:Definitions:MaxCachedGraphs"] = "2";
        for (var i = 0; i < 4; i++)
        {
            rig.Write($"{i}.json", Flow.Sequence($"walk{i}", Flow.Event("wait", "Go")).ToJsonString());
        }

        await rig.StartAsync();
        var graphs = rig.Get<DefinitionGraphs>();
        var first = await graphs.GetAsync("walk0:1", Rig.Cancellation);
        Assert.Same(first, await graphs.GetAsync("walk0:1", Rig.Cancellation));
        await graphs.GetAsync("walk1:1", Rig.Cancellation);
        Assert.Same(first, await graphs.GetAsync("walk0:1", Rig.Cancellation));
        var second = await graphs.GetAsync("walk1:1", Rig.Cancellation);
        await graphs.GetAsync("walk2:1", Rig.Cancellation);

        Assert.Same(second, await graphs.GetAsync("walk1:1", Rig.Cancellation));
        Assert.NotSame(first, await graphs.GetAsync("walk0:1", Rig.Cancellation));
    }

    private static async Task<List<(int Version, bool IsLatest, bool IsPublished)>> VersionsAsync(Rig rig)
    {
        var rows = await rig.ReadAsync(db => db.Definitions.AsNoTracking().OrderBy(row => row.Version).ToListAsync(Rig.Cancellation));
        return [.. rows.Select(row => (row.Version, row.IsLatest, row.IsPublished))];
    }
}
