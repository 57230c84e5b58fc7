namespace StrongCities.Host.ElsaApi.Descriptors;

/// <summary>How a workflow starts, fails and is written down: the choices in its settings. The type names are Elsa's, which definitions carry.</summary>
internal static class StrategyRoutes
{
    private static readonly ElsaList<Strategy> Incidents = new(
    [
        new("ContinueWithIncidentsStrategy", "Continue with incidents", "Branches that did not fail go on."),
        new("FaultStrategy", "Fault", "The whole run stops at the first failure."),
    ]);

    private static readonly ElsaList<Strategy> Activation = new(
    [
        new("Elsa.Workflows.ActivationValidators.AllowAlwaysStrategy, Elsa.Workflows.Core", "Always", "A run may always start."),
        new("Elsa.Workflows.Runtime.ActivationValidators.CorrelatedSingletonStrategy, Elsa.Workflows.Runtime", "Correlated singleton",
            "A run may start unless one of this workflow with the same correlation id is still going."),
        new("Elsa.Workflows.Runtime.ActivationValidators.CorrelationStrategy, Elsa.Workflows.Runtime", "Correlation",
            "A run may start unless one of any workflow with the same correlation id is still going."),
        new("Elsa.Workflows.Runtime.ActivationValidators.SingletonStrategy, Elsa.Workflows.Runtime", "Singleton",
            "A run may start unless one of this workflow is still going."),
    ]);

    private static readonly ElsaList<Strategy> LogPersistence = new(
    [
        .. new[] { "Configuration", "Exclude", "Include", "Inherit" }
            .Select(name => new Strategy($"Elsa.Workflows.LogPersistence.Strategies.{name}, Elsa.Workflows.Core", name, "")),
    ]);

    public static void MapStrategies(this RouteGroupBuilder group)
    {
        group.MapGet("/descriptors/incident-strategies", () => Incidents);
        group.MapGet("/descriptors/workflow-activation-strategies", () => Activation);
        group.MapGet("/descriptors/log-persistence-strategies", () => LogPersistence);

        // Everything that a burst did is committed at once, so that there is nothing to choose.
        group.MapGet("/descriptors/commit-strategies/workflows", None);
        group.MapGet("/descriptors/commit-strategies/activities", None);
        group.MapGet("/resilience/strategies", None);
        group.MapGet("/descriptors/output-converters", Converters);
    }

    private static ElsaList<Strategy> None() => new([]);

    /// <summary>Values are converted by the type they are bound to; there are no converters to choose from.</summary>
    private static IResult Converters(string? sourceType, string? destinationType)
    {
        string[] missing = [.. new (string Name, string? Value)[] { (nameof(sourceType), sourceType), (nameof(destinationType), destinationType) }
            .Where(parameter => string.IsNullOrEmpty(parameter.Value)).Select(parameter => $"The {parameter.Name} query parameter is required.")];
        return missing.Length > 0 ? ElsaProblem.BadRequest(missing) : Results.Ok(None());
    }

    private sealed record Strategy(string TypeName, string DisplayName, string Description);
}
