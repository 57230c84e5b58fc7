using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Execution;

/// <summary>
/// One execution of an activity, during a burst. Activities of the host see it as <see cref="ActivityContext"/>; the
/// engine's own containers see all of it.
/// </summary>
internal sealed class ActivityExecution : ActivityContext
{
    private readonly Dictionary<string, object?> inputs = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> questions;
    private JsonObject? properties;
    private VariableScope? scope;

    public ActivityExecution(BurstRun run, ActivityNode node, ActivityExecution? parent, string id)
    {
        Run = run;
        Node = node;
        Parent = parent;
        Id = id;
        questions = [];
        scope = node.Variables.Count > 0 ? new VariableScope(node.Variables) : null;
        Evaluation = new EvaluationScope(this);
        Trace = new ActivityTrace(run.Acting);
    }

    public ActivityExecution(BurstRun run, ActivityNode node, ActivityExecution? parent, ExecutionState stored)
        : this(run, node, parent, stored.Id)
    {
        Status = stored.Status;
        Tag = stored.Tag?.DeepClone();
        Ending = stored.Ending;
        Beside = stored.Beside;
        Trace = new ActivityTrace(stored.Trace);
        questions.AddRange(stored.Questions ?? []);
        properties = stored.Properties?.DeepClone().AsObject();
        scope = node.Variables.Count > 0 || stored.Locals is not null ? new VariableScope(node.Variables, stored) : null;
        foreach (var (name, value) in stored.Inputs ?? [])
        {
            inputs[name] = node.Inputs.TryGetValue(name, out var binding) ? Values.FromJson(value, binding.Type) : Values.FromJson(value);
        }
    }

    public BurstRun Run { get; }

    public ActivityNode Node { get; }

    public ActivityExecution? Parent { get; }

    public string Id { get; }

    public ActivityStatus Status { get; set; }

    /// <summary>What its parent attached when it scheduled it.</summary>
    public JsonNode? Tag { get; init; }

    /// <summary>What its record tells.</summary>
    public ActivityTrace Trace { get; }

    /// <summary>True when Break or Complete ends it as soon as its child completes.</summary>
    public bool Ending { get; set; }

    /// <summary>True when it runs beside the flow, begun by a signal; see <see cref="Flowchart"/>.</summary>
    public bool Beside { get; set; }

    /// <summary>Children that are pending, running or faulted, oldest first.</summary>
    public List<ActivityExecution> Children { get; } = [];

    /// <summary>What expressions see from here.</summary>
    public EvaluationScope Evaluation { get; }

    /// <summary>Its own variables, or null when it has none.</summary>
    public VariableScope? Scope => scope;

    /// <summary>Its questions that are open.</summary>
    public IReadOnlyList<string> OpenQuestions => questions;

    public override bool IsTriggerOfThisRun => Run.Registers.TriggerActivityId == Node.Id;

    public override string InstanceId => Run.InstanceId;

    public override string? CorrelationId { get => Run.CorrelationId; set => Run.CorrelationId = value; }

    public override string? InstanceName { get => Run.Name; set => Run.Name = value; }

    public override string ActivityId => Node.Id;

    public override string DisplayName => Node.DisplayName;

    public override string ActivityInstanceId => Id;

    public override DateTimeOffset Now => Run.Now;

    public override JsonObject Properties => properties ??= [];

    public override IReadOnlyList<Bookmark> Bookmarks => [.. Waiting];

    /// <summary>Its open bookmarks, oldest first.</summary>
    public List<Bookmark> Waiting { get; } = [];

    public override T? Input<T>(string name)
        where T : default => Conversion.To<T>(inputs.TryGetValue(name, out var value) ? value : null);

    /// <summary>An input as evaluated and converted to the descriptor's type.</summary>
    public object? InputValue(string name) => inputs.GetValueOrDefault(name);

    public override T? WorkflowInput<T>(string name)
        where T : default => Conversion.To<T>(Run.WorkflowInput(name));

    /// <summary>Evaluates an input that is not evaluated beforehand, such as a loop's condition.</summary>
    /// <exception cref="EvaluationException">It has no value.</exception>
    public object? Evaluate(string name)
    {
        var binding = Node.Inputs[name];
        try
        {
            return Conversion.To(binding.Expression.Evaluate(Evaluation), binding.Type);
        }
        catch (EvaluationException exception)
        {
            throw new EvaluationException($"Failed to evaluate activity input '{binding.Descriptor.Name}'", exception);
        }
    }

    /// <summary>Evaluates what is evaluated once, before the first run.</summary>
    /// <exception cref="EvaluationException">An input has no value.</exception>
    public void EvaluateInputs()
    {
        foreach (var descriptor in Node.Activity.Descriptor.Inputs)
        {
            if (descriptor is { IsWrapped: true, AutoEvaluate: true })
            {
                inputs[descriptor.Name] = Evaluate(descriptor.Name);
            }
        }
    }

    public override void SetOutput(string name, object? value)
    {
        var output = Values.Of(value);
        Run.Registers.SetOutput(Node.Id, name, output);
        Trace.SetOutput(name, output);
        if (Node.OutputTargets.TryGetValue(name, out var target) && !Evaluation.TrySetVariableById(target, output)
            && (WorkflowActivity.Around(this) is not null || Run.Graph.Outputs.Contains(target)))
        {
            SetWorkflowOutput(target, output);
        }
    }

    /// <summary>Sets an output of the innermost workflow around it that declares one of that name, else of the instance.</summary>
    public void SetWorkflowOutput(string name, object? value)
    {
        for (var around = WorkflowActivity.Around(this); around is not null; around = WorkflowActivity.Around(around))
        {
            if (around.Node.Activity.Descriptor.Outputs.Any(output => output.Name == name))
            {
                around.SetOutput(name, value);
                return;
            }
        }

        Run.Output[name] = Values.ToJson(value);
    }

    public override Bookmark AddBookmark(BookmarkRequest request)
    {
        RequireRunning();
        var name = request.Name ?? Node.Type;
        var bookmark = new Bookmark
        {
            Id = Run.Ids.Next(),
            Name = name,
            Hash = StimulusHash.Of(request.HashedName ?? name, request.HashedPayload ?? request.Payload, request.OnlyThisExecution ? Id : null),
            Payload = request.Payload?.DeepClone(),
            ActivityId = Node.Id,
            ActivityNodeId = Node.NodeId,
            ActivityInstanceId = Id,
            CreatedAt = Now,
            DueAt = request.DueAt,
            Tag = request.Tag,
            AutoBurn = request.AutoBurn,
        };
        Run.AddBookmark(this, bookmark);
        return bookmark;
    }

    public override string LinkTo(Bookmark bookmark, TimeSpan? lifetime = null) => Run.Links is { } links
        ? links.ToBookmark(Run.InstanceId, bookmark.Id, Now, Now + lifetime)
        : throw new EvaluationException("This host makes no addresses for bookmarks.");

    public override void BurnBookmark(string bookmarkId)
    {
        if (Waiting.Find(bookmark => bookmark.Id == bookmarkId) is { } own)
        {
            Run.BurnBookmark(this, own);
        }
    }

    public override void Emit(HostEffect effect) => Run.Effects.Add(effect with { ActivityInstanceId = Id, ActivityId = Node.Id });

    public override void Ask(Question question)
    {
        RequireRunning();
        var request = new Requested(Run.Ids.Next(), question);
        questions.Add(request.RequestId);
        Run.Questions.Add(request);
        Run.Effects.Add(request);
    }

    /// <summary>Withdraws a question: answered, or nobody waits for the answer any more.</summary>
    public void CloseQuestion(string requestId)
    {
        questions.Remove(requestId);
        Run.Questions.RemoveAll(question => question.RequestId == requestId);
    }

    public override void Journal(string eventName, string? message = null, JsonObject? payload = null) =>
        Run.Journal.Write(this, eventName, message, payload);

    public override bool Schedule(string port, JsonNode? tag = null)
    {
        if (Node.Port(port) is not [{ } child, ..])
        {
            return false;
        }

        Schedule(child, tag);
        return true;
    }

    /// <summary>Schedules a nested activity.</summary>
    public ActivityExecution Schedule(ActivityNode child, JsonNode? tag = null)
    {
        RequireRunning();
        return Run.Schedule(child, this, tag);
    }

    /// <summary>Gives a variable to this execution and all in it, as loops do for one turn.</summary>
    public void SetLocal(string name, object? value) => (scope ??= new VariableScope(Node.Variables)).SetLocal(name, value);

    public override void Complete(params IReadOnlyList<string> outcomes) => Lifecycle.Complete(this, outcomes);

    public override void Signal(string outcome)
    {
        RequireRunning();
        if (Parent is { Status: ActivityStatus.Running, Node.Activity: Flowchart } flow)
        {
            Flowchart.Signalled(flow, this, outcome);
        }
    }

    public override bool IsFollowed(string outcome) => ActivityUse.After(Node, outcome).Count > 0;

    public override void Fault(string message) => Lifecycle.Fault(this, message, detail: null);

    public IEnumerable<ActivityExecution> SelfAndDescendants()
    {
        var open = new Stack<ActivityExecution>([this]);
        while (open.TryPop(out var execution))
        {
            yield return execution;
            for (var i = execution.Children.Count - 1; i >= 0; i--)
            {
                open.Push(execution.Children[i]);
            }
        }
    }

    /// <summary>As it is stored. The burst is over by then, so what nobody owns is handed over as it is.</summary>
    /// <param name="all">Also what lasts for one burst only.</param>
    public ExecutionState ToState(bool all) => new()
    {
        Id = Id,
        NodeId = Node.NodeId,
        ParentId = Parent?.Id,
        Status = Status,
        Tag = Tag?.DeepClone(),
        Properties = properties is { Count: > 0 } ? properties : null,
        Inputs = inputs.Count == 0 || Status != ActivityStatus.Running ? null
            : new JsonObject(inputs.Select(input => KeyValuePair.Create(input.Key, Values.ToJson(input.Value)))),
        Variables = scope?.ToJson(all),
        Locals = scope?.LocalsToJson(),
        Ending = Ending,
        Beside = Beside,
        Questions = questions.Count == 0 ? null : [.. questions],
        Trace = Run.Traced ? Trace.ToState() : null,
    };

    /// <summary>How it stands now, for people.</summary>
    public ActivityRecord ToRecord() => new()
    {
        Id = Id,
        ActivityId = Node.Id,
        ActivityNodeId = Node.NodeId,
        ActivityType = Node.Type,
        ActivityTypeVersion = Node.Version,
        ActivityName = Node.Name,
        Status = Status,
        StartedAt = Trace.StartedAt ?? Now,
        // Starts within one burst are ticks apart, to keep their order; nothing ends before it starts.
        CompletedAt = Status is ActivityStatus.Completed or ActivityStatus.Canceled ? (Trace.StartedAt > Now ? Trace.StartedAt : Now) : null,
        ActivityState = inputs.Count == 0 ? null : new JsonObject(inputs.Where(input => Node.LogPersistence.ShowsInput(input.Key))
            .Select(input => KeyValuePair.Create(input.Key, Values.ToJson(input.Value)))),
        Outputs = Trace.Outputs(Node.LogPersistence.ShowsOutput),
        Payload = Trace.Payload,
        Properties = properties is { Count: > 0 } ? properties : null,
        Exception = Trace.Failure,
        HasBookmarks = Waiting.Count > 0,
        AggregateFaultCount = Trace.Faults,
        SchedulingActivityExecutionId = Trace.ScheduledBy,
        SchedulingActivityId = Trace.ScheduledByActivity,
        CallStackDepth = Trace.Depth,
    };

    private void RequireRunning()
    {
        if (Status != ActivityStatus.Running)
        {
            throw new InvalidOperationException($"'{DisplayName}' has ended; it can no longer wait, ask, signal or schedule.");
        }
    }
}
