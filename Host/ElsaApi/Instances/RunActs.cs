using StrongCities.Runtime.Editing;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Host.ElsaApi.Instances;

/// <summary>
/// Writes to the log who ended, deleted or changed which run through the API, once it is done. A person is named by their id, because a log goes
/// to more readers than the page of people; a program by its key's name.
/// </summary>
internal sealed partial class RunActs(ILogger<RunActs> logger)
{
    public void Cancelled(Author who, string instanceId) => Acted(logger, who.Kind, who.Id, "cancelled", instanceId);

    public void Deleted(Author who, string instanceId) => Acted(logger, who.Kind, who.Id, "deleted", instanceId);

    public void Altered(Author who, string instanceId) => Acted(logger, who.Kind, who.Id, "altered", instanceId);

    /// <summary>A plan is carried out later; its jobs name the runs.</summary>
    public void Planned(Author who, string planId) => Submitted(logger, who.Kind, who.Id, planId);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Kind} {Who} {Act} run {InstanceId}")]
    private static partial void Acted(ILogger logger, AuthorKind kind, string who, string act, string instanceId);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Kind} {Who} submitted alteration plan {PlanId}")]
    private static partial void Submitted(ILogger logger, AuthorKind kind, string who, string planId);
}
