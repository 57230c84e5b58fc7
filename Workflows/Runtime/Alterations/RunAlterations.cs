using StrongCities.Engine.Alterations;
using StrongCities.Runtime.Definitions;
using StrongCities.Runtime.Instances;

namespace StrongCities.Runtime.Alterations;

/// <summary>Changes one instance from outside its flow, and lets it go on from there.</summary>
public sealed class RunAlterations
{
    private readonly FindInstances instances;
    private readonly FindDefinitions definitions;
    private readonly DefinitionGraphs graphs;
    private readonly InstanceRun run;
    private readonly TimeProvider time;

    internal RunAlterations(FindInstances instances, FindDefinitions definitions, DefinitionGraphs graphs, InstanceRun run, TimeProvider time)
    {
        this.instances = instances;
        this.definitions = definitions;
        this.graphs = graphs;
        this.run = run;
        this.time = time;
    }

    /// <summary>Makes all alterations or none. When it returns, what came of it is committed.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="alterations">In order.</param>
    /// <param name="with">Committed together with them.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>How it went, or <see langword="null"/> when there is no such instance, or <paramref name="with"/> refused.</returns>
    public async Task<InstanceAltered?> RunAsync(
        string instanceId, IReadOnlyList<Alteration> alterations, Alongside? with, CancellationToken cancellation)
    {
        if (await instances.OneAsync(instanceId, cancellation) is not { } row)
        {
            return null;
        }

        var resolved = new List<Alteration>(alterations.Count);
        foreach (var alteration in alterations)
        {
            resolved.Add(alteration is MigrateWorkflow migrate ? await ResolveAsync(migrate, row.DefinitionId, cancellation) : alteration);
        }

        return await run.ContinueAsync(instanceId, new Alter(resolved), with, cancellation) switch
        {
            RunMoved { Altered: { } altered } => new InstanceAltered(instanceId, altered.Log, altered.HasScheduledWork, altered.IsSuccessful),
            RunRefused => null,
            RunMissed { State: null } => null,
            _ => Ended(instanceId, alterations),
        };
    }

    private async Task<MigrateWorkflow> ResolveAsync(MigrateWorkflow migrate, string definitionId, CancellationToken cancellation) =>
        await definitions.OneAsync(definitionId, new VersionOptions(VersionKind.Specific, migrate.TargetVersion), cancellation) is { } version
            ? migrate with { Target = await graphs.FindAsync(version.Id, cancellation) }
            : migrate;

    private InstanceAltered Ended(string instanceId, IReadOnlyList<Alteration> alterations) => new(
        instanceId,
        [.. alterations.Take(1).Select(alteration => new AlterationLogEntry(alteration.Name, "The workflow has ended, so it cannot be changed", time.GetUtcNow()))],
        HasScheduledWork: false,
        IsSuccessful: false);
}

/// <summary>How alterations of one instance went.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Log">One entry per alteration tried.</param>
/// <param name="HasScheduledWork">Whether they scheduled anything.</param>
/// <param name="IsSuccessful">Whether all were made; otherwise none was.</param>
public sealed record InstanceAltered(string InstanceId, IReadOnlyList<AlterationLogEntry> Log, bool HasScheduledWork, bool IsSuccessful);
