namespace StrongCities.Host.ElsaApi.Descriptors;

/// <summary>What this host can do, by the names that Elsa Studio asks for.</summary>
internal static class FeatureRoutes
{
    /// <summary>The version of Elsa whose interface this is.</summary>
    private const string Version = "3.8.2";

    // Not "Elsa.Alterations.ShellFeatures.Alterations", although runs can be altered through the API: for it Studio offers "Alter" on each run, which
    // leads to a page of a module that its package does not have.
    private static readonly Feature[] All =
    [
        new("Workflows", "Runs workflows."),
        new("WorkflowDefinitions", "Keeps workflows and their versions."),
        new("WorkflowInstances", "Keeps runs."),
        new("WorkflowsApi", "Speaks Elsa's interface."),
        new("JavaScript", "Computes in JavaScript."),
        new("Liquid", "Fills in Liquid templates."),
        new("Scheduling", "Waits for times."),
        new("RealTimeWorkflowUpdates", "Tells open pages of what runs."),
    ];

    public static void MapFeatures(this RouteGroupBuilder group)
    {
        group.MapGet("/features/installed", () => new ElsaList<Feature>(All));
        group.MapGet("/features/installed/{fullName}", (string fullName) =>
            Array.Find(All, feature => feature.FullName == fullName) is { } found ? Results.Ok(found) : Results.NotFound());
        group.MapGet("/package/version", () => new { PackageVersion = Version });
    }

    private sealed record Feature(string Name, string Description)
    {
        public string Namespace { get; } = "Elsa";

        public string FullName => $"{Namespace}.{Name}";

        public string DisplayName => Wording.Of(Name);
    }
}
