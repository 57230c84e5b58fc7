using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Children;

/// <summary>Runs a child while its parent's question is open. After a crash the same child is found again.</summary>
internal sealed class ExecuteChild(StartInstance start, IRuntimeDbFactory databases, IOptions<InstanceOptions> options) : IQuestionAnswerer
{
    /// <inheritdoc/>
    public string Name => ChildWorkflow.ExecuteQuestion;

    /// <inheritdoc/>
    public async Task<JsonNode?> AnswerAsync(string requestId, JsonObject arguments, CancellationToken cancellation)
    {
        var request = StartChild.Read(arguments);
        await RefuseTooDeepAsync(request.ParentInstanceId!, cancellation);
        var state = await start.RunAsync(request, cancellation) switch
        {
            Started started => started.State,
            StartRefused => await FindAsync(request.InstanceId!, cancellation) ?? throw new InvalidOperationException("The workflow was cancelled."),
            ActivationRefused refused => throw new InvalidOperationException(
                $"Workflow '{request.DefinitionId}' cannot start now: its activation strategy {refused.Strategy} refuses."),
            _ => throw FindWorkflow.NotFound(request.DefinitionId),
        };
        return new JsonObject
        {
            ["WorkflowInstanceId"] = state.Id,
            ["Status"] = state.Status.ToString(),
            ["SubStatus"] = state.SubStatus.ToString(),
            ["Output"] = state.Output.DeepClone(),
        };
    }

    private async Task<InstanceState?> FindAsync(string instanceId, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        var state = await db.Instances.Where(row => row.Id == instanceId).Select(row => row.State).FirstOrDefaultAsync(cancellation);
        return state is null ? null : InstanceState.FromUtf8(state);
    }

    /// <summary>Each level keeps a call open, so a workflow that executes itself would take all memory.</summary>
    private async Task RefuseTooDeepAsync(string parentId, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        var at = parentId;
        for (var depth = 1; at is not null; depth++)
        {
            if (depth > options.Value.MaxExecuteDepth)
            {
                throw new InvalidOperationException(
                    $"Workflows execute each other more than {options.Value.MaxExecuteDepth} deep. Look for one that executes itself, or dispatch it instead.");
            }

            at = await db.Instances.Where(row => row.Id == at).Select(row => row.ParentInstanceId).FirstOrDefaultAsync(cancellation);
        }
    }
}

/// <summary>Tells whether a workflow can be dispatched.</summary>
internal sealed class FindWorkflow(IRuntimeDbFactory databases) : IQuestionAnswerer
{
    /// <inheritdoc/>
    public string Name => ChildWorkflow.FindQuestion;

    /// <summary>What the asking activity's incident says.</summary>
    public static InvalidOperationException NotFound(string? definitionId) =>
        new($"No published version of workflow definition with ID {definitionId} found.");

    /// <inheritdoc/>
    public async Task<JsonNode?> AnswerAsync(string requestId, JsonObject arguments, CancellationToken cancellation)
    {
        var definitionId = arguments["definitionId"]?.GetValue<string>();
        await using var db = databases.Create();
        return await db.Definitions.AnyAsync(row => row.DefinitionId == definitionId && row.IsPublished, cancellation)
            ? null
            : throw NotFound(definitionId);
    }
}
