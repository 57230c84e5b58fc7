using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Runtime;

public sealed class ChildTests
{
    [Fact]
    public async Task A_parent_that_waits_goes_on_with_its_child_s_outputs()
    {
        await using var rig = await Rig.StartAsync(Child(waits: true), Parent("Elsa.DispatchWorkflow", wait: true));
        var parent = await rig.StartInstanceAsync("parent");
        await rig.IdleAsync();
        var child = await ChildOfAsync(rig, parent.Id);
        Assert.Equal(WorkflowStatus.Running, (await rig.RowAsync(parent.Id)).Status);

        await rig.RestartAsync();
        await rig.Get<PublishEvent>().RunAsync(new PublishEventRequest("go"), Rig.Cancellation);
        await rig.IdleAsync();

        Assert.Equal(WorkflowStatus.Finished, (await rig.RowAsync(child.Id)).Status);
        Assert.Equal("from Ana", (await OutputAsync(rig, parent.Id))["Said"]?["Answer"]?.GetValue<string>());
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Execute_gives_how_the_child_ended_or_when_it_had_to_wait_only_its_outputs(bool wait, bool childWaits)
    {
        await using var rig = await Rig.StartAsync(Child(childWaits), Parent("Elsa.ExecuteWorkflow", wait));
        var parent = await rig.StartInstanceAsync("parent");
        Assert.Equal(wait && childWaits ? WorkflowStatus.Running : WorkflowStatus.Finished, parent.Status);

        await rig.Get<PublishEvent>().RunAsync(new PublishEventRequest("go"), Rig.Cancellation);
        await rig.IdleAsync();

        var result = (await OutputAsync(rig, parent.Id))["Said"]!;
        Assert.Equal(wait && childWaits ? null : childWaits ? "Suspended" : "Finished", result["SubStatus"]?.GetValue<string>());
        Assert.Equal(childWaits && !wait ? null : "from Ana", (wait && childWaits ? result : result["Output"])!["Answer"]?.GetValue<string>());
    }

    [Theory]
    [InlineData("Elsa.DispatchWorkflow")]
    [InlineData("Elsa.ExecuteWorkflow")]
    [InlineData("Elsa.BulkDispatchWorkflows")]
    public async Task A_workflow_that_is_not_published_faults_the_parent(string type)
    {
        await using var rig = await Rig.StartAsync(Parent(type, wait: true));

        var parent = await rig.StartInstanceAsync("parent");

        Assert.Equal(WorkflowSubStatus.Faulted, parent.SubStatus);
        Assert.Equal("No published version of workflow definition with ID child found.", Assert.Single(parent.Incidents).Message);
    }

    [Fact]
    public async Task A_child_s_fault_leaves_the_parent_well()
    {
        var child = Flow.Sequence("child", Flow.Step("bad", "Elsa.Fault"));
        await using var rig = await Rig.StartAsync(child, Parent("Elsa.DispatchWorkflow", wait: true));

        var parent = await rig.StartInstanceAsync("parent");
        await rig.IdleAsync();

        Assert.Equal(WorkflowSubStatus.Finished, (await rig.RowAsync(parent.Id)).SubStatus);
    }

    [Fact]
    public async Task Bulk_starts_a_child_per_item_and_runs_the_port_for_each()
    {
        var parent = Parent("Elsa.BulkDispatchWorkflows", wait: true);
        var bulk = parent["root"]!["activities"]![0]!.AsObject();
        bulk["items"] = Literal("Object", new JsonArray("a", "b", "c").ToJsonString());
        bulk["childCompleted"] = Flow.Event("seen", "seen");
        await using var rig = await Rig.StartAsync(Child(waits: false), parent);

        var state = await rig.StartInstanceAsync("parent");
        await rig.IdleAsync();

        var inputs = await rig.ReadAsync(db => db.Instances.Where(row => row.ParentInstanceId == state.Id).CountAsync());
        Assert.Equal(3, inputs);
        var waiting = InstanceState.FromUtf8((await rig.RowAsync(state.Id)).State).Bookmarks;
        Assert.Equal(["seen", "seen", "seen"], waiting.Select(bookmark => bookmark.ActivityId));
        await rig.Get<PublishEvent>().RunAsync(new PublishEventRequest("seen"), Rig.Cancellation);
        await rig.IdleAsync();
        Assert.Equal(WorkflowSubStatus.Finished, (await rig.RowAsync(state.Id)).SubStatus);
    }

    [Fact]
    public async Task Cancelling_a_parent_cancels_its_children_and_theirs()
    {
        var middle = Parent("Elsa.DispatchWorkflow", wait: true);
        middle["definitionId"] = "middle";
        var top = Parent("Elsa.DispatchWorkflow", wait: true);
        top["root"]!["activities"]![0]!["workflowDefinitionId"] = Literal("String", "middle");
        await using var rig = await Rig.StartAsync(Child(waits: true), middle, top);
        var parent = await rig.StartInstanceAsync("parent");
        await rig.IdleAsync();

        await rig.Get<CancelInstance>().RunAsync(new CancelRequest(parent.Id), Rig.Cancellation);
        await rig.IdleAsync();

        var all = await rig.ReadAsync(db => db.Instances.Select(row => row.SubStatus).ToListAsync());
        Assert.Equal([WorkflowSubStatus.Cancelled, WorkflowSubStatus.Cancelled, WorkflowSubStatus.Cancelled], all);
    }

    [Fact]
    public async Task A_workflow_that_executes_itself_is_stopped()
    {
        var self = Parent("Elsa.ExecuteWorkflow", wait: true);
        self["root"]!["activities"]![0]!["workflowDefinitionId"] = Literal("String", "parent");
        await using var rig = await Rig.StartAsync(self);

        await rig.StartInstanceAsync("parent");

        Assert.Equal(17, await rig.ReadAsync(db => db.Instances.CountAsync()));
        Assert.Equal(1, await rig.ReadAsync(db => db.Instances.CountAsync(row => row.IncidentCount > 0)));
    }

    [Fact]
    public async Task A_workflow_used_as_an_activity_follows_the_version_that_is_published_now()
    {
        var nested = Flow.Step("inner", "Greeter");
        nested["workflowDefinitionId"] = "greeter";
        await using var rig = await Rig.StartAsync(Flow.Sequence("greeter", Flow.Event("old", "x")), Flow.Sequence("outer", nested));
        Assert.Equal("Workflow2:root:inner:Workflow1:root:old", (await rig.StartInstanceAsync("outer")).Bookmarks[0].ActivityNodeId);

        await rig.RestartAsync(() => rig.Write("greeter.json", Flow.Sequence("greeter", Flow.Event("new", "x")).ToJsonString()));

        Assert.Equal("new", (await rig.StartInstanceAsync("outer")).Bookmarks[0].ActivityId);
    }

    private static JsonObject Child(bool waits)
    {
        var answer = Flow.Step("answer", "Elsa.SetOutput");
        answer["outputName"] = Literal("String", "Answer");
        answer["outputValue"] = new JsonObject
        {
            ["typeName"] = "Object",
            ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = "from Ana" },
        };
        return waits ? Flow.Sequence("child", Flow.Event("wait", "go"), answer) : Flow.Sequence("child", answer);
    }

    private static JsonObject Parent(string type, bool wait)
    {
        var step = Flow.Step("start", type);
        step["workflowDefinitionId"] = Literal("String", "child");
        step["waitForCompletion"] = Literal("Boolean", wait ? "true" : "false");
        step["result"] = new JsonObject { ["memoryReference"] = new JsonObject { ["id"] = "Said" } };
        var definition = Flow.Sequence("parent", step);
        definition["outputs"] = new JsonArray(new JsonObject { ["name"] = "Said", ["type"] = "Object" });
        return definition;
    }

    private static JsonObject Literal(string typeName, string value) => new()
    {
        ["typeName"] = typeName,
        ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value },
    };

    private static async Task<InstanceRow> ChildOfAsync(Rig rig, string parentId) =>
        await rig.ReadAsync(db => db.Instances.SingleAsync(row => row.ParentInstanceId == parentId));

    private static async Task<JsonObject> OutputAsync(Rig rig, string instanceId) =>
        InstanceState.FromUtf8((await rig.RowAsync(instanceId)).State).Output;
}
