using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StrongCities.Hub.Persistence;

/// <summary>Keeps small immutable lists and maps of an entity in one text column.</summary>
internal static class JsonColumn
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Stores the property as JSON; equal JSON is no change.</summary>
    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property)
        where T : class =>
        property.HasConversion(
            value => Write(value),
            text => Read<T>(text),
            new ValueComparer<T>((a, b) => Write(a) == Write(b), value => Write(value).GetHashCode(StringComparison.Ordinal), value => value));

    /// <summary>The same for a property that may be <see langword="null"/>.</summary>
    public static PropertyBuilder<T?> AsOptionalJson<T>(this PropertyBuilder<T?> property)
        where T : class =>
        property.HasConversion(
            value => value == null ? null : Write(value),
            text => text == null ? null : Read<T>(text),
            new ValueComparer<T?>(
                (a, b) => Write(a) == Write(b), value => Write(value).GetHashCode(StringComparison.Ordinal), value => value));

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    private static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)!;
}
