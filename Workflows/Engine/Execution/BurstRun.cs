using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Execution;

/// <summary>The working copy of an instance during one burst: loaded from a state, changed, and written to the next one.</summary>
internal sealed class BurstRun
{
    private readonly InstanceState before;
    private readonly BurstInputs inputs;
    private int moments;
    private readonly Queue<ActivityExecution> queue = [];
    private readonly Dictionary<string, ActivityExecution> executions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object?> persistedInput = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> waitingByActivity = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, ActivityExecution> noted = new(StringComparer.Ordinal);

    public BurstRun(WorkflowGraph graph, InstanceState state, BurstInputs inputs, InterpreterOptions options, IResumeLinks? links = null)
    {
        before = state;
        this.inputs = inputs;
        Graph = graph;
        Now = inputs.Now;
        Options = options;
        Links = links;
        Evaluations = new Evaluations(inputs.Breaches);
        Ids = new IdSource(state.Id, inputs.Seed, state.IdCount, state.LogicFlags.Contains(LogicFlags.OrderedIds));
        CorrelationId = state.CorrelationId;
        Name = state.Name;
        Flags = [.. state.LogicFlags];
        Incidents = [.. state.Incidents];
        Output = state.Output.DeepClone().AsObject();
        Bookmarks = [.. state.Bookmarks];
        Questions = [.. state.Questions];
        Journal = new Journal(this, state.Sequence);
        Registers = new BurstRegisters(state.Transient);
        foreach (var (name, value) in state.Input)
        {
            persistedInput[name] = Values.FromJson(value);
        }

        foreach (var stored in state.Executions)
        {
            Load(stored);
        }

        foreach (var bookmark in Bookmarks)
        {
            if (executions.TryGetValue(bookmark.ActivityInstanceId, out var owner))
            {
                Await(owner, bookmark);
            }
        }

        foreach (var id in state.Queue)
        {
            queue.Enqueue(executions[id]);
        }
    }

    public WorkflowGraph Graph { get; }

    public DateTimeOffset Now { get; }

    public InterpreterOptions Options { get; }

    /// <summary>Null where nobody would follow any.</summary>
    public IResumeLinks? Links { get; }

    public Evaluations Evaluations { get; }

    public IdSource Ids { get; }

    public Journal Journal { get; }

    /// <summary>What lasts for this burst only: inputs at hand, outputs, dynamic variables.</summary>
    public BurstRegisters Registers { get; }

    public string InstanceId => before.Id;

    public string? CorrelationId { get; set; }

    public string? Name { get; set; }

    public List<string> Flags { get; }

    public List<Incident> Incidents { get; }

    public JsonObject Output { get; }

    public List<Bookmark> Bookmarks { get; }

    public List<Requested> Questions { get; }

    public List<Effect> Effects { get; } = [];

    /// <summary>The synthetic activity's execution, once the instance started.</summary>
    public ActivityExecution? Root { get; private set; }

    /// <summary>How it ended, when it did.</summary>
    public WorkflowSubStatus? Ended { get; set; }

    /// <summary>Whose code runs, or who just ended: what is scheduled now comes after it.</summary>
    public ActivityExecution? Acting { get; set; }

    /// <summary>Whether open executions keep their trace.</summary>
    public bool Traced => Flags.Contains(LogicFlags.Traced);

    /// <summary>Whether the instance keeps Elsa's defects.</summary>
    public bool StrictElsa => Flags.Contains(LogicFlags.StrictElsa);

    /// <summary>Whether the instance's flowcharts run by tokens.</summary>
    public bool RunsOnTokens => Flags.Contains(LogicFlags.TokenFlowchart);

    /// <summary>The burst's time, a tick (100 ns) later at each call: what began one after the other is told apart.</summary>
    public DateTimeOffset NextMoment() => Now.AddTicks(moments++);

    /// <summary>The same burst before anything happened in it.</summary>
    public BurstRun Anew() => new(Graph, before, inputs, Options, Links);

    public ActivityExecution? Find(string executionId) => executions.GetValueOrDefault(executionId);

    /// <summary>Every open execution, parents before children.</summary>
    public IEnumerable<ActivityExecution> Open => Root is null ? [] : Root.SelfAndDescendants();

    /// <summary>Makes an execution and puts it at the queue's end: one queue per instance, so branches take turns.</summary>
    public ActivityExecution Schedule(ActivityNode node, ActivityExecution? parent, JsonNode? tag = null)
    {
        if (node.Depth > Options.MaxNestingDepth)
        {
            throw new EvaluationException($"'{node.DisplayName}' is nested {node.Depth} levels deep; at most {Options.MaxNestingDepth} may run. "
                + "Move inner parts into a workflow of their own.");
        }

        var execution = new ActivityExecution(this, node, parent, Ids.Next()) { Tag = tag };
        Adopt(execution);
        queue.Enqueue(execution);
        return execution;
    }

    /// <summary>Lets an open execution run anew, from the queue's end.</summary>
    public void Requeue(ActivityExecution execution)
    {
        execution.Status = ActivityStatus.Pending;
        if (!queue.Contains(execution))
        {
            queue.Enqueue(execution);
        }
    }

    /// <summary>Takes the next execution to run; those cancelled meanwhile are passed over.</summary>
    public ActivityExecution? Dequeue()
    {
        while (queue.TryDequeue(out var execution))
        {
            if (execution.Status == ActivityStatus.Pending)
            {
                return execution;
            }
        }

        return null;
    }

    /// <summary>Something happened to an execution that its record tells; its container's own state has changed with it.</summary>
    public void Note(ActivityExecution execution)
    {
        noted.TryAdd(execution.Id, execution);
        if (execution.Parent is { } parent)
        {
            noted.TryAdd(parent.Id, parent);
        }
    }

    /// <summary>Adds the records of all to which something happened.</summary>
    public void Record() => Effects.AddRange(noted.Values.Select(execution => new ActivityRecorded(execution.ToRecord())));

    /// <summary>Gives up what is still queued.</summary>
    public void ClearQueue() => queue.Clear();

    public void Forget(ActivityExecution execution) => executions.Remove(execution.Id);

    public void AddBookmark(ActivityExecution owner, Bookmark bookmark)
    {
        Bookmarks.Add(bookmark);
        Await(owner, bookmark);
        Effects.Add(new BookmarkAdded(bookmark));
    }

    public void BurnBookmark(ActivityExecution owner, Bookmark bookmark)
    {
        if (owner.Waiting.Remove(bookmark))
        {
            Bookmarks.RemoveAt(Bookmarks.FindIndex(other => ReferenceEquals(other, bookmark)));
            waitingByActivity[bookmark.ActivityId]--;
            Effects.Add(new BookmarkBurned(bookmark.Id));
        }
    }

    /// <summary>Whether any execution of this activity waits.</summary>
    public bool IsWaiting(string activityId) => waitingByActivity.GetValueOrDefault(activityId) > 0;

    /// <summary>Takes inputs that a stimulus brings: declared ones converted, those with a driver kept for later bursts.</summary>
    public void Receive(JsonObject input)
    {
        foreach (var (name, value) in input)
        {
            var declared = Graph.InputsByName.GetValueOrDefault(name);
            var converted = declared is null ? Values.FromJson(value?.DeepClone()) : Values.FromJson(value?.DeepClone(), declared.Type);
            Registers.Input[name] = converted;
            if (declared is { SurvivesSuspension: true })
            {
                persistedInput[declared.Name] = converted;
            }
        }
    }

    public object? WorkflowInput(string name) =>
        Registers.Input.TryGetValue(name, out var value) || persistedInput.TryGetValue(name, out value) ? value : null;

    /// <summary>The next state. What only this burst needed is left behind, unless a question splits the burst.</summary>
    public InstanceState ToState(WorkflowSubStatus subStatus)
    {
        var splits = Questions.Count > 0 && Ended is null;
        return new InstanceState
        {
            Id = before.Id,
            DefinitionId = before.DefinitionId,
            DefinitionVersionId = before.DefinitionVersionId,
            DefinitionVersion = before.DefinitionVersion,
            CorrelationId = CorrelationId,
            ParentInstanceId = before.ParentInstanceId,
            Name = Name,
            CreatedAt = before.CreatedAt,
            UpdatedAt = Now,
            Status = Ended is null ? WorkflowStatus.Running : WorkflowStatus.Finished,
            SubStatus = subStatus,
            Incidents = Incidents,
            Bookmarks = Bookmarks,
            Questions = Questions,
            Output = Output,
            LogicFlags = Flags,
            Executions = [.. Open.Select(execution => execution.ToState(splits))],
            Queue = [.. queue.Where(execution => execution.Status == ActivityStatus.Pending).Select(execution => execution.Id)],
            Input = new JsonObject(persistedInput.Select(input => KeyValuePair.Create(input.Key, Values.ToJson(input.Value)))),
            Transient = splits ? Registers.ToState() : null,
            Sequence = Journal.Sequence,
            IdCount = Ids.Count,
        };
    }

    private void Load(ExecutionState stored)
    {
        var node = Graph.ByNodeId(stored.NodeId)
            ?? throw new InvalidOperationException($"Instance {before.Id} has an execution of {stored.NodeId}, which its definition does not have.");
        var parent = stored.ParentId is { } parentId ? executions.GetValueOrDefault(parentId) : null;
        Adopt(new ActivityExecution(this, node, parent, stored));
    }

    private void Await(ActivityExecution owner, Bookmark bookmark)
    {
        owner.Waiting.Add(bookmark);
        waitingByActivity[bookmark.ActivityId] = waitingByActivity.GetValueOrDefault(bookmark.ActivityId) + 1;
    }

    private void Adopt(ActivityExecution execution)
    {
        executions.Add(execution.Id, execution);
        if (execution.Parent is { } parent)
        {
            parent.Children.Add(execution);
        }
        else
        {
            Root ??= execution;
        }
    }
}
