namespace StrongCities.Host.ElsaApi.Descriptors;

/// <summary>In which ways an input may be given.</summary>
internal static class ExpressionRoutes
{
    private static readonly ElsaList<Kind> Kinds = new(
    [
        new("Literal") { IsBrowsable = false },
        new("Object", "json") { IsBrowsable = false },
        new("Json", "json") { IsBrowsable = false },
        new("Variable"),
        new("Input"),
        new("JavaScript", "javascript"),
        new("Liquid", "liquid"),
    ]);

    public static void MapExpressions(this RouteGroupBuilder group) => group.MapGet("/descriptors/expression-descriptors", () => Kinds);

    private sealed record Kind
    {
        public Kind(string type, string? language = null)
        {
            Type = type;
            Properties = language is null ? [] : new() { ["MonacoLanguage"] = language };
        }

        public string Type { get; }

        public string DisplayName => Type;

        public bool IsSerializable { get; } = true;

        /// <summary>False for those that Studio chooses by the editor itself.</summary>
        public bool IsBrowsable { get; init; } = true;

        public Dictionary<string, string> Properties { get; }
    }
}
