using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StrongCities.Hub.Opportunities;

/// <summary>A list that equals another with the same items in the same order, so that records that hold one compare by what they say.</summary>
/// <typeparam name="T">What is in it.</typeparam>
[JsonConverter(typeof(FactListConverter))]
[System.Runtime.CompilerServices.CollectionBuilder(typeof(FactList), nameof(FactList.Of))]
public sealed class FactList<T> : IReadOnlyList<T>, IEquatable<FactList<T>>
{
    private readonly T[] items;

    internal FactList(ReadOnlySpan<T> items) => this.items = items.ToArray();

    /// <inheritdoc/>
    public int Count => items.Length;

    /// <inheritdoc/>
    public T this[int index] => items[index];

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(FactList<T>? other) => other is not null && items.AsSpan().SequenceEqual(other.items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FactList<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => items.Aggregate(items.Length, HashCode.Combine);

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();
}

/// <summary>Makes lists of facts.</summary>
public static class FactList
{
    /// <summary>A list of these.</summary>
    /// <typeparam name="T">What is in it.</typeparam>
    /// <param name="items">The items, in their order.</param>
    /// <returns>The list.</returns>
    public static FactList<T> Of<T>(ReadOnlySpan<T> items) => new(items);
}

/// <summary>Writes a list of facts as an array.</summary>
internal sealed class FactListConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(FactList<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<FactList<T>>
    {
        public override FactList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            FactList.Of<T>(JsonSerializer.Deserialize<T[]>(ref reader, options));

        public override void Write(Utf8JsonWriter writer, FactList<T> value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var item in value)
            {
                JsonSerializer.Serialize(writer, item, options);
            }

            writer.WriteEndArray();
        }
    }
}
