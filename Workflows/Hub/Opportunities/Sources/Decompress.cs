using System.IO.Compression;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Unpacks answers, and says when one grows beyond reason.</summary>
internal static class Decompress
{
    private const long FreeBytes = 1_000_000;

    /// <exception cref="SourceException">It is packed in another way, or more than once.</exception>
    public static Stream Open(Stream wire, IReadOnlyList<string> encodings) => encodings switch
    {
        [] => wire,
        [var one] when one.Equals("identity", StringComparison.OrdinalIgnoreCase) => wire,
        [var one] when one.Equals("gzip", StringComparison.OrdinalIgnoreCase) => new GZipStream(wire, CompressionMode.Decompress, leaveOpen: true),
        [var one] when one.Equals("br", StringComparison.OrdinalIgnoreCase) => new BrotliStream(wire, CompressionMode.Decompress, leaveOpen: true),
        _ => throw new SourceException(SourceProblem.Type, "The answer is compressed in a way that was not asked for."),
    };

    /// <exception cref="SourceException">It grew too much.</exception>
    public static void RequireRatio(long plain, long packed, int most)
    {
        if (plain > FreeBytes && plain > packed * most)
        {
            throw new SourceException(SourceProblem.Bomb, $"What came grows more than {most} times by decompression.");
        }
    }
}

/// <summary>Counts what is read.</summary>
internal sealed class CountedStream(Stream inner) : Stream
{
    public long Count { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Count; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Counted(inner.Read(buffer));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await inner.ReadAsync(buffer, cancellationToken));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Counted(int read)
    {
        Count += read;
        return read;
    }
}
