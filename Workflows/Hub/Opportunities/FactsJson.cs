using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StrongCities.Hub.Opportunities;

/// <summary>Facts as the database and the history of changes keep them: equal facts have equal JSON.</summary>
public static class FactsJson
{
    /// <summary>How they are written and read.</summary>
    internal static JsonSerializerOptions Options { get; } = new()
    {
        AllowOutOfOrderMetadataProperties = true,
        Converters = { new JsonStringEnumConverter(), new PlainDecimal() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Stored, never put into a page as it is.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A hash of all that the facts say.</summary>
    /// <param name="facts">The facts.</param>
    /// <returns>32 hexadecimal digits.</returns>
    public static string FingerprintOf(OpportunityFacts facts) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(facts, Options)).AsSpan(0, 16));

    /// <summary>A value of a change, to read.</summary>
    /// <typeparam name="T">What the field holds.</typeparam>
    /// <param name="json">As <see cref="OpportunityChange"/> keeps it.</param>
    /// <returns>The value, or the default where there is none.</returns>
    public static T? Read<T>(string? json) => json is null ? default : JsonSerializer.Deserialize<T>(json, Options);

    /// <summary>A value for a change.</summary>
    /// <typeparam name="T">What the field holds.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>JSON.</returns>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Stores a value that compares by what it says as JSON.</summary>
    internal static PropertyBuilder<T> AsFacts<T>(this PropertyBuilder<T> property)
        where T : class? =>
        property.HasConversion(
            value => Write(value),
            text => Read<T>(text)!,
            new ValueComparer<T>((a, b) => Equals(a, b), value => value == null ? 0 : value.GetHashCode(), value => value));

    private sealed class PlainDecimal : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

        // 3.50 and 3.5 are the same amount: no zeros at the end.
        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteRawValue(Encoding.UTF8.GetBytes((value / 1.000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture)));
    }
}
