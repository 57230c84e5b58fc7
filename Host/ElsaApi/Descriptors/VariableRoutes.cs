namespace StrongCities.Host.ElsaApi.Descriptors;

/// <summary>Of which types variables are, and where their values are kept.</summary>
internal static class VariableRoutes
{
    /// <summary>Elsa's own list. Composite types hold structured data here.</summary>
    private static readonly VariableType[] Types =
    [
        new("Object", "Primitives", "Anything."),
        new("String", "Primitives", "Text."),
        new("Boolean", "Primitives", "Yes or no."),
        new("Int32", "Primitives", "A whole number up to about two thousand million."),
        new("Long", "Primitives", "A whole number of any usual size."),
        new("Single", "Primitives", "A number with a fraction, about 7 digits exact."),
        new("Double", "Primitives", "A number with a fraction, about 15 digits exact."),
        new("Decimal", "Primitives", "A number with a fraction, exact as money must be."),
        new("Guid", "Primitives", "A worldwide unique id."),
        new("DateTime", "Primitives", "A date and time without a time zone."),
        new("DateTimeOffset", "Primitives", "A date and time that is the same moment everywhere."),
        new("TimeSpan", "Primitives", "A span of time."),
        new("StringDictionary", "Lookups", "Texts by name."),
        new("ObjectDictionary", "Lookups", "Anything by name."),
        new("JSON", "Dynamic", "Structured data, of which parts can be read by name."),
        new("JsonElement", "Dynamic", "Structured data."),
        new("JsonNode", "Dynamic", "Structured data."),
        new("JsonObject", "Dynamic", "Structured data with named parts."),
        new("ByteArray", "Data", "The content of a file."),
        new("Stream", "Data", "The content of a file, kept whole."),
        new("Elsa.Workflows.LogPersistence.LogPersistenceMode, Elsa.Workflows.Core", "System", "How much of a run is written down."),
        new("Elsa.Http.HttpRouteData, Elsa.Http", "HTTP", "What the placeholders of a called path stand for."),
        new("Microsoft.AspNetCore.Http.HttpRequest, Microsoft.AspNetCore.Http.Abstractions", "HTTP", "A call that came in."),
        new("Microsoft.AspNetCore.Http.HttpResponse, Microsoft.AspNetCore.Http.Abstractions", "HTTP", "The answer to such a call."),
        new("System.Net.Http.HttpResponseMessage, System.Net.Http", "HTTP", "The answer to a request that went out."),
        new("Elsa.Http.HttpHeaders, Elsa.Http", "HTTP", "Lists of texts by name."),
        new("Microsoft.AspNetCore.Http.IFormFile, Microsoft.AspNetCore.Http.Features", "HTTP", "A file that came with a call."),
        new("Elsa.Http.HttpFile, Elsa.Http", "HTTP", "A file that was fetched."),
        new("Elsa.Http.Downloadable, Elsa.Http", "HTTP", "A file to answer with."),
    ];

    /// <summary>Elsa's names, which definitions carry.</summary>
    private static readonly StorageDriver[] Drivers =
    [
        new("Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core", "Kept with the run", 5, false),
        new("Elsa.Workflows.MemoryStorageDriver, Elsa.Workflows.Core", "Forgotten when the run waits", 0, false),
        new("Elsa.Workflows.Services.WorkflowStorageDriver, Elsa.Workflows.Core", "Kept with the run (older name)", -1, true),
    ];

    public static void MapVariables(this RouteGroupBuilder group)
    {
        group.MapGet("/descriptors/variables", () => new { Items = Types });
        group.MapGet("/descriptors/storage-drivers", () => new { Items = Drivers });
    }

    private sealed record VariableType(string TypeName, string Category, string Description)
    {
        /// <summary>Without the namespace and the assembly that Elsa's definitions carry.</summary>
        public string DisplayName => TypeName.Split(',')[0].Split('.')[^1];
    }

    private sealed record StorageDriver(string TypeName, string DisplayName, double Priority, bool Deprecated);
}
