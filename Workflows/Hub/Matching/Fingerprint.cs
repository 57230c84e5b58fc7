using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace StrongCities.Hub.Matching;

/// <summary>Sixty-four bits of a hash: inputs that differ by chance the same once in ten billion billion.</summary>
internal static class Fingerprint
{
    public static long Of<T>(T value) => BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(value)));
}
