using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace StrongCities.Engine.Execution;

/// <summary>
/// Ids and random numbers of a burst: made from what the burst is given, so that a replay gives them again.
/// </summary>
/// <param name="instanceId">Makes ids unique across instances.</param>
/// <param name="seed">Of the burst.</param>
/// <param name="count">How many ids the instance has given out before.</param>
/// <param name="ordered">Whether ids take the form of <see cref="ExecutionId"/>; see <see cref="LogicFlags.OrderedIds"/>.</param>
internal sealed class IdSource(string instanceId, ulong seed, long count, bool ordered)
{
    private const int IdsPerHash = SHA256.HashSizeInBytes / ExecutionId.OwnBytes;

    private readonly byte[] instance = Encoding.UTF8.GetBytes(instanceId);
    private byte[]? hashed;
    private long hashedBlock;

    /// <summary>Where the random numbers stand.</summary>
    public ulong Random { get; set; } = seed ^ ((ulong)count * 0x9E3779B97F4A7C15);

    /// <summary>How many ids the instance has given out.</summary>
    public long Count { get; private set; } = count;

    /// <summary>The next id: an <see cref="ExecutionId"/>, or 20 lower-case hex digits.</summary>
    public string Next()
    {
        Count++;
        return ordered
            ? string.Concat(instanceId.AsSpan(0, Math.Min(instanceId.Length, ExecutionId.PrefixLength)), Convert.ToHexStringLower(NextOwn()))
            : Convert.ToHexStringLower(Hash(Count).AsSpan(0, ExecutionId.UnorderedBytes));
    }

    // One hash is enough for several ids; it is the dear part of an id.
    private ReadOnlySpan<byte> NextOwn()
    {
        var (block, place) = Math.DivRem(Count, IdsPerHash);
        if (hashed is null || block != hashedBlock)
        {
            (hashed, hashedBlock) = (Hash(block), block);
        }

        return hashed.AsSpan((int)place * ExecutionId.OwnBytes, ExecutionId.OwnBytes);
    }

    private byte[] Hash(long number)
    {
        Span<byte> message = stackalloc byte[16 + Math.Min(instance.Length, 200)];
        BinaryPrimitives.WriteUInt64LittleEndian(message, seed);
        BinaryPrimitives.WriteInt64LittleEndian(message[8..], number);
        instance.AsSpan(0, message.Length - 16).CopyTo(message[16..]);
        return SHA256.HashData(message);
    }

    /// <summary>The next random number, 0 ≤ x &lt; 1, by SplitMix64 (Steele, Lea, Flood 2014).</summary>
    public double NextRandom()
    {
        Random += 0x9E3779B97F4A7C15;
        var z = Random;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
