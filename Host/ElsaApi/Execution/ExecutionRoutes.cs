namespace StrongCities.Host.ElsaApi.Execution;

/// <summary>Everything that sets workflows going.</summary>
internal static class ExecutionRoutes
{
    public static void MapExecution(this RouteGroupBuilder group)
    {
        group.MapExecute();
        group.MapDispatch();
        group.MapStimuli();
        group.MapActivityTests();
        group.MapDeadLetters();
        group.MapRuntime();
    }
}
