using System.Buffers;
using System.Text.Json;

namespace StrongCities.Runtime.Persistence;

/// <summary>
/// A buffer with a JSON writer, one for each thread, for what is written, packed and forgotten at once. Not to be held across a wait.
/// </summary>
internal sealed class JsonScratch : IBufferWriter<byte>
{
    private const int Usual = 16 * 1024;

    // A buffer that one large state has blown up is not kept.
    private const int Largest = 1024 * 1024;

    [ThreadStatic]
    private static JsonScratch? mine;

    private byte[] buffer = new byte[Usual];
    private int length;

    private JsonScratch() => Json = new Utf8JsonWriter(this, new JsonWriterOptions { SkipValidation = true });

    /// <summary>Writes to the end of the buffer. To be flushed before the buffer is read, and reset before the next value.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>What was written and flushed.</summary>
    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

    /// <summary>How much that is; may be set back to forget what came last.</summary>
    public int Length
    {
        get => length;
        set
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, length);
            length = value;
        }
    }

    /// <summary>This thread's buffer, empty.</summary>
    public static JsonScratch Take()
    {
        var scratch = mine is { buffer.Length: <= Largest } kept ? kept : mine = new JsonScratch();
        scratch.length = 0;
        scratch.Json.Reset();
        return scratch;
    }

    /// <summary>Adds one byte, such as a comma.</summary>
    public void Add(byte value)
    {
        GetSpan(1)[0] = value;
        length++;
    }

    /// <summary>Adds bytes that are JSON already.</summary>
    public void Add(ReadOnlySpan<byte> json)
    {
        json.CopyTo(GetSpan(json.Length));
        length += json.Length;
    }

    /// <inheritdoc/>
    public void Advance(int count) => length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return buffer.AsMemory(length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return buffer.AsSpan(length);
    }

    private void Grow(int wanted)
    {
        if (buffer.Length - length < Math.Max(wanted, 1))
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + wanted));
        }
    }
}
