using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace StrongCities.Runtime.Persistence;

/// <summary>
/// JSON as it lies in the database: Brotli at its quickest, since states and histories repeat themselves and the price of a commit is its
/// pages. Packing 5 kB takes some 10 µs and leaves a sixth. JSON that is stored plainly, by an older release or because it is short, is read
/// as well: it never begins with the mark.
/// </summary>
internal static class PackedJson
{
    private const byte Mark = 1;
    private const int HeadLength = 1 + sizeof(int);
    private const int Quickest = 0;
    private const int Window = 18;

    // No state comes near; a damaged length must not cost the host its memory.
    private const int MaxLength = 256 << 20;

    // Shorter JSON gains less than the head and the call cost.
    private const int MinLength = 200;

    /// <summary>For EF, which then sees plain JSON.</summary>
    public static ValueConverter<byte[], byte[]> Converter { get; } = new(json => PackArray(json), stored => Unpack(stored));

    /// <summary>As <see cref="Converter"/>, for rows that only tell of the past: of one that is damaged nothing is seen, so that the others can be.</summary>
    public static ValueConverter<byte[], byte[]> LenientConverter { get; } = new(json => PackArray(json), stored => UnpackOrNothing(stored));

    /// <summary>Packs JSON.</summary>
    /// <param name="json">UTF-8.</param>
    /// <returns>What is to be stored: packed, or the same when that is not shorter.</returns>
    public static byte[] Pack(ReadOnlySpan<byte> json)
    {
        if (json.Length < MinLength)
        {
            return json.ToArray();
        }

        var buffer = ArrayPool<byte>.Shared.Rent(json.Length);
        try
        {
            if (!BrotliEncoder.TryCompress(json, buffer.AsSpan(HeadLength), out var length, Quickest, Window) || HeadLength + length >= json.Length)
            {
                return json.ToArray();
            }

            buffer[0] = Mark;
            BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(1), json.Length);
            return buffer.AsSpan(0, HeadLength + length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Unpacks what <see cref="Pack"/> made.</summary>
    /// <param name="stored">As it lies in the database.</param>
    /// <returns>UTF-8 JSON.</returns>
    /// <exception cref="InvalidDataException">The row is damaged.</exception>
    public static byte[] Unpack(byte[] stored)
    {
        if (stored is not [Mark, ..])
        {
            return stored;
        }

        var length = stored.Length > HeadLength ? BinaryPrimitives.ReadInt32LittleEndian(stored.AsSpan(1)) : -1;
        if (length is < 0 or > MaxLength)
        {
            throw Damaged();
        }

        var json = new byte[length];
        return BrotliDecoder.TryDecompress(stored.AsSpan(HeadLength), json, out var written) && written == length ? json : throw Damaged();
    }

    // Expression trees take no spans.
    private static byte[] PackArray(byte[] json) => Pack(json);

    private static byte[] UnpackOrNothing(byte[] stored)
    {
        try
        {
            return Unpack(stored);
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    private static InvalidDataException Damaged() => new("A stored row is damaged: its packed JSON cannot be read.");
}
