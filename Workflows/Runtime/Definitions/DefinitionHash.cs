using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StrongCities.Runtime.Definitions;

/// <summary>Tells whether two definitions mean the same, however they are laid out.</summary>
internal static class DefinitionHash
{
    /// <summary>What a store says about a version rather than the version itself.</summary>
    private static readonly string[] Bookkeeping = ["id", "version", "isLatest", "isPublished", "createdAt"];

    /// <summary>SHA-256 over the JSON with members in ordinal order, without the store's bookkeeping.</summary>
    /// <param name="definition">The definition.</param>
    /// <returns>64 lower-case hex digits.</returns>
    public static string Of(JsonObject definition)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            Write(writer, definition.Where(member => !Bookkeeping.Contains(member.Key, StringComparer.OrdinalIgnoreCase)));
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    private static void Write(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, JsonNode?>> members)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, JsonNode? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonObject nested:
                Write(writer, nested.AsEnumerable());
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
