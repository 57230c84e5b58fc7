using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace StrongCities.Hub.Record;

/// <summary>The hashes of rows and seals: HMAC-SHA-256 (RFC 2104) over a JSON list, hex.</summary>
internal static class RecordHash
{
    public static string OfRow(byte[] key, RecordRow row, Guid caseId, int position, string before) =>
        Of(key, ["row", row.GetType().Name, caseId, position, before, .. row.Said]);

    public static string OfSeal(byte[] key, CaseSeal seal) => Of(key, ["seal", seal.CaseId, seal.Rows, seal.Hash]);

    private static string Of(byte[] key, IReadOnlyList<object?> values)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartArray();
            foreach (var value in values)
            {
                Write(json, value);
            }

            json.WriteEndArray();
        }

        return Convert.ToHexString(HMACSHA256.HashData(key, content.GetBuffer().AsSpan(0, (int)content.Length)));
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case DateTimeOffset moment:
                // The database keeps the moment, not the offset.
                json.WriteNumberValue(moment.UtcTicks);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case IReadOnlyDictionary<string, string> map:
                json.WriteStartObject();
                foreach (var (name, text) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    json.WriteString(name, text);
                }

                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{value}"));
                break;
        }
    }
}
