using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace StrongCities.Host.Tests.ElsaApi;

/// <summary>
/// Which fields of which types an answer has, whatever their values. Elements of a list are taken together: <c>items[].name</c> has the types
/// of all of them.
/// </summary>
public sealed partial class Shape
{
    /// <summary>Objects whose members are data: names of variables, inputs, fields in error.</summary>
    private static readonly HashSet<string> Open = new(StringComparer.Ordinal)
    {
        "activityState", "constructionProperties", "customProperties", "details", "errors", "input", "metadata", "output", "outputs", "payload", "properties",
        "uiSpecifications",
    };

    private readonly SortedDictionary<string, SortedSet<string>> fields = new(StringComparer.Ordinal);

    private Shape()
    {
    }

    public static Shape Of(JsonNode? json)
    {
        var shape = new Shape();
        shape.Read(json, "");
        return shape;
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static Shape Kept(JsonObject json)
    {
        var shape = new Shape();
        foreach (var (field, types) in json)
        {
            shape.fields.Add(field, new SortedSet<string>(types!.ToString().Split('|'), StringComparer.Ordinal));
        }

        return shape;
    }

    /// <summary>As it is kept: <c>field → types</c>.</summary>
    public JsonObject ToJson() => new(fields.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)JsonValue.Create(string.Join('|', field.Value)))));

    /// <summary>What another has not, or has as something else. It may have more. Null stands for any type, and a field that was only null may be missing.</summary>
    public IEnumerable<string> MissingIn(Shape other)
    {
        string? missing = null;
        foreach (var (field, types) in fields)
        {
            if (missing is not null && field.StartsWith(missing, StringComparison.Ordinal))
            {
                continue;
            }

            missing = null;
            if (other.fields.TryGetValue(field, out var there))
            {
                if (!types.Overlaps(there) && !types.SetEquals(["null"]))
                {
                    yield return $"{field} is {string.Join('|', there)}, not {string.Join('|', types)}";
                }
            }
            else
            {
                missing = field;
                // An empty list says nothing of its elements.
                if (!field.EndsWith("[]", StringComparison.Ordinal) && !types.SetEquals(["null"]))
                {
                    yield return $"{field} is missing";
                }
            }
        }
    }

    private void Read(JsonNode? json, string place)
    {
        if (!fields.TryGetValue(place, out var types))
        {
            fields.Add(place, types = new SortedSet<string>(StringComparer.Ordinal));
        }

        types.Add(TypeOf(json));
        switch (json)
        {
            case JsonObject members when !Open.Contains(place.Split('.')[^1]):
                foreach (var (name, value) in members)
                {
                    Read(value, $"{place}.{name}");
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Read(item, $"{place}[]");
                }

                break;
        }
    }

    private static string TypeOf(JsonNode? json) => json?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "list",
        JsonValueKind.Number => "number",
        JsonValueKind.String => Moment().IsMatch(json.ToString()) ? "moment" : "text",
        _ => "flag",
    };

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")]
    private static partial Regex Moment();
}
