using System.Collections.Frozen;

namespace StrongCities.Engine.Activities;

/// <summary>The activity types there are: Elsa's own and the host's.</summary>
public sealed class ActivityCatalog
{
    private readonly IReadOnlyList<Activity> activities;
    private readonly FrozenDictionary<(string TypeName, int Version), Activity> byVersion;
    private readonly FrozenDictionary<string, Activity> newest;

    /// <summary>Makes a catalog of the built-in types and more.</summary>
    /// <param name="more">The host's own types.</param>
    /// <exception cref="ArgumentException">Two types share name and version.</exception>
    public ActivityCatalog(IEnumerable<Activity> more)
    {
        activities = [.. BuiltIn, .. more];
        byVersion = activities.ToFrozenDictionary(activity => (activity.Descriptor.TypeName, activity.Descriptor.Version));
        newest = activities.GroupBy(activity => activity.Descriptor.TypeName, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.MaxBy(activity => activity.Descriptor.Version)!, StringComparer.Ordinal);
    }

    /// <summary>Every type, each version.</summary>
    public IEnumerable<ActivityDescriptor> Descriptors => activities.Select(a => a.Descriptor);

    /// <summary>Finds a type.</summary>
    /// <param name="typeName">With case.</param>
    /// <param name="version"><see langword="null"/> for the highest.</param>
    /// <returns>The type, or <see langword="null"/>.</returns>
    public Activity? Find(string typeName, int? version = null) =>
        version is { } exact ? byVersion.GetValueOrDefault((typeName, exact)) : newest.GetValueOrDefault(typeName);

    private static IEnumerable<Activity> BuiltIn =>
    [
        new Break(),
        new BulkDispatchWorkflows(),
        new Complete(),
        new Correlate(),
        new Cron(),
        new Delay(),
        new DispatchWorkflow(),
        new DownloadHttpFile(),
        new End(),
        new Event(),
        new ExecuteWorkflow(),
        new Fault(),
        new Finish(),
        new Flowchart(),
        new FlowDecision(),
        new FlowFork(),
        new FlowJoin(),
        new FlowNode(),
        new FlowSendHttpRequest(),
        new FlowSwitch(),
        new For(),
        new ForEach(),
        new Fork(),
        new HttpEndpoint(),
        new If(),
        new Parallel(),
        new ParallelForEach(),
        new PublishEvent(),
        new RunJavaScript(),
        new RunTask(),
        new SendHttpRequest(),
        new SendEmail(),
        new Sequence(),
        new SetName(),
        new SetOutput(),
        new SetVariable(),
        new Start(),
        new StartAt(),
        new StateMachine(),
        new Switch(),
        new Timer(),
        new While(),
        new WriteFileHttpResponse(),
        new WriteHttpResponse(),
        new WriteLine(),
    ];
}
