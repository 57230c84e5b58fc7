using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StrongCities.Hub.Opportunities;

/// <summary>Values by key, in the keys' ordinal order; equals another with the same keys and values.</summary>
/// <typeparam name="T">What the keys lead to.</typeparam>
[JsonConverter(typeof(FactDictionaryConverter))]
public sealed class FactDictionary<T> : IReadOnlyDictionary<string, T>, IEquatable<FactDictionary<T>>
{
    private readonly SortedDictionary<string, T> items;

    /// <summary>A map of these.</summary>
    /// <param name="items">The pairs; a later one replaces an earlier with the same key.</param>
    public FactDictionary(IEnumerable<KeyValuePair<string, T>> items)
    {
        this.items = new(StringComparer.Ordinal);
        foreach (var (key, value) in items)
        {
            this.items[key] = value;
        }
    }

    /// <inheritdoc/>
    public int Count => items.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => items.Keys;

    /// <inheritdoc/>
    public IEnumerable<T> Values => items.Values;

    /// <inheritdoc/>
    public T this[string key] => items[key];

    /// <inheritdoc/>
    public bool ContainsKey(string key) => items.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => items.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => items.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(FactDictionary<T>? other) => other is not null && items.SequenceEqual(other.items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FactDictionary<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => items.Aggregate(items.Count, (hash, pair) => HashCode.Combine(hash, pair.Key, pair.Value));

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();
}

/// <summary>Writes a map of facts as an object.</summary>
internal sealed class FactDictionaryConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(FactDictionary<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<FactDictionary<T>>
    {
        public override FactDictionary<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<Dictionary<string, T>>(ref reader, options) ?? []);

        public override void Write(Utf8JsonWriter writer, FactDictionary<T> value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (key, item) in value)
            {
                writer.WritePropertyName(key);
                JsonSerializer.Serialize(writer, item, options);
            }

            writer.WriteEndObject();
        }
    }
}
