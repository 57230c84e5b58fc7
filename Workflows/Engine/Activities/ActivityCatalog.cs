namespace StrongCities.Engine.Activities;

/// <summary>The activity types there are: Elsa's own and the host's.</summary>
public sealed class ActivityCatalog
{
    private readonly IReadOnlyList<Activity> activities;

    /// <summary>Makes a catalog of the built-in types and more.</summary>
    /// <param name="more">The host's own types.</param>
    public ActivityCatalog(IEnumerable<Activity> more) => activities = [.. more];

    /// <summary>Every type, each version.</summary>
    public IEnumerable<ActivityDescriptor> Descriptors => activities.Select(a => a.Descriptor);

    /// <summary>Finds a type.</summary>
    /// <param name="typeName">With case.</param>
    /// <param name="version"><see langword="null"/> for the highest.</param>
    /// <returns>The type, or <see langword="null"/>.</returns>
    public Activity? Find(string typeName, int? version = null) => throw new NotImplementedException();
}
