namespace StrongCities.Engine.Expressions;

/// <summary>What a value is converted to: one of the types that Elsa's definitions name by alias.</summary>
internal enum DataKind
{
    Object, Text, Boolean, Int16, Int32, Int64, Single, Double, Decimal, Guid, DateTime, DateTimeOffset, TimeSpan, Bytes, Json,
}

/// <summary>A type alias, understood.</summary>
/// <param name="Kind">Its scalar kind; <see cref="DataKind.Object"/> takes anything as it is.</param>
/// <param name="IsList">Whether it is a list of that kind.</param>
internal readonly record struct DataType(DataKind Kind, bool IsList = false)
{
    public static readonly DataType Object = new(DataKind.Object);
    public static readonly DataType Text = new(DataKind.Text);

    private static readonly Dictionary<string, DataKind> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Object"] = DataKind.Object,
        ["String"] = DataKind.Text,
        ["Boolean"] = DataKind.Boolean,
        ["Int16"] = DataKind.Int16,
        ["Int32"] = DataKind.Int32,
        ["Int64"] = DataKind.Int64,
        ["Long"] = DataKind.Int64,
        ["Single"] = DataKind.Single,
        ["Double"] = DataKind.Double,
        ["Decimal"] = DataKind.Decimal,
        ["Guid"] = DataKind.Guid,
        ["DateTime"] = DataKind.DateTime,
        ["DateTimeOffset"] = DataKind.DateTimeOffset,
        ["TimeSpan"] = DataKind.TimeSpan,
        ["ByteArray"] = DataKind.Bytes,
        ["JSON"] = DataKind.Json,
        ["JsonElement"] = DataKind.Json,
        ["JsonNode"] = DataKind.Json,
        ["JsonObject"] = DataKind.Json,
        ["JsonArray"] = DataKind.Json,
        ["ObjectDictionary"] = DataKind.Json,
        ["StringDictionary"] = DataKind.Json,
        ["ObjectMap"] = DataKind.Json,
        ["StringMap"] = DataKind.Json,
        ["FlowJoinMode"] = DataKind.Text,
        ["HttpStatusCode"] = DataKind.Text,
        ["Uri"] = DataKind.Text,
        ["HttpHeaders"] = DataKind.Json,
    };

    /// <summary>Understands an alias: without case, <c>?</c> for nullable, <c>[]</c> or <c>List&lt;…&gt;</c> for lists.</summary>
    /// <param name="alias">As in a definition; CLR names of the same types are understood too.</param>
    /// <returns>The type, <see cref="Object"/> for what is unknown.</returns>
    public static DataType Of(string? alias)
    {
        var name = (alias ?? "").Split(',')[0].Trim();
        if (name.EndsWith('?'))
        {
            name = name[..^1];
        }

        if (name.EndsWith("[]", StringComparison.Ordinal))
        {
            return Of(name[..^2]) with { IsList = true };
        }

        if (name.EndsWith('>') && name.IndexOf('<', StringComparison.Ordinal) is var open and > 0)
        {
            return name.Contains("List", StringComparison.Ordinal) || name.Contains("Collection", StringComparison.Ordinal)
                || name.Contains("Enumerable", StringComparison.Ordinal) || name.Contains("Set", StringComparison.Ordinal)
                ? Of(name[(open + 1)..^1]) with { IsList = true }
                : new DataType(DataKind.Json);
        }

        var simple = name[(name.LastIndexOf('.') + 1)..];
        return Aliases.TryGetValue(simple, out var kind) ? new DataType(kind) : Object;
    }

    /// <summary>The type that serves a CLR type.</summary>
    public static DataType Of(Type clr)
    {
        var type = Nullable.GetUnderlyingType(clr) ?? clr;
        return type.IsEnum || type == typeof(string) ? Text
            : type == typeof(byte[]) ? new DataType(DataKind.Bytes)
            : type.IsArray ? Object
            : type.IsPrimitive || type.Namespace == "System" ? Of(type.Name)
            : Object;
    }
}
