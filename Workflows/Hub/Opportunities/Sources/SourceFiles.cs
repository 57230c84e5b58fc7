using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Where answers and uploads lie while they are read: files that go when they are closed.</summary>
public sealed class SourceFiles(IOptions<StorageOptions> storage, IOptions<SourceOptions> options)
{
    private const int MaxEntries = 100;
    private const int MaxDirectory = 1_000_000;
    private const int EndLength = 22;
    private const uint EndMark = 0x06054b50;

    private readonly string folder = Path.Combine(Path.GetFullPath(storage.Value.DataFolder), "sources");

    /// <summary>An empty file.</summary>
    /// <returns>Dispose it; the file is gone then.</returns>
    public FileStream Create()
    {
        Directory.CreateDirectory(folder);
        return new FileStream(
            Path.Combine(folder, $"{Guid.NewGuid():N}.part"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 81_920, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
    }

    /// <summary>Deletes what a host that was killed left behind. Before the first run only.</summary>
    public void Sweep()
    {
        foreach (var left in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.part") : [])
        {
            File.Delete(left);
        }
    }

    /// <summary>Puts what somebody sends on the disk.</summary>
    /// <param name="from">Read once, and not further than the limit.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The file, at its beginning; dispose it.</returns>
    /// <exception cref="SourceException">It is too long.</exception>
    public async Task<FileStream> KeepAsync(Stream from, CancellationToken cancellation)
    {
        var file = Create();
        try
        {
            var buffer = new byte[81_920];
            for (int read; (read = await from.ReadAsync(buffer, cancellation)) > 0;)
            {
                if (file.Length + read > options.Value.MaxUploadBytes)
                {
                    throw new SourceException(SourceProblem.TooLarge, $"The file is longer than {options.Value.MaxUploadBytes} bytes.");
                }

                await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }

            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>What is in a file: itself, or the one file with this ending in it when it is a zip archive.</summary>
    /// <param name="file">At its beginning; given back as it is, or disposed with what comes out of it.</param>
    /// <param name="ending">Such as <c>.xml</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>A file on the disk, at its beginning.</returns>
    /// <exception cref="SourceException">The archive is not as it should be.</exception>
    public async Task<FileStream> UnzipAsync(FileStream file, string ending, CancellationToken cancellation)
    {
        if (!IsZip(file))
        {
            return file;
        }

#pragma warning disable CA2000 // Given back, or disposed in each catch.
        var plain = Create();
#pragma warning restore CA2000
        try
        {
            RequireSmallDirectory(file);
            await using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            var fitting = zip.Entries.Where(entry => entry.FullName.EndsWith(ending, StringComparison.OrdinalIgnoreCase)).ToList();
            var entry = fitting is [var only] ? only : throw Broken($"The archive must hold one {ending} file, not {fitting.Count}.");
            await using var packed = await entry.OpenAsync(cancellation);
            var buffer = new byte[81_920];
            for (int read; (read = await packed.ReadAsync(buffer, cancellation)) > 0;)
            {
                // Counted: what the archive says of lengths is not believed.
                if (plain.Length + read > options.Value.MaxFileBytes)
                {
                    throw new SourceException(SourceProblem.TooLarge, $"What is in the archive is longer than {options.Value.MaxFileBytes} bytes.");
                }

                await plain.WriteAsync(buffer.AsMemory(0, read), cancellation);
                Decompress.RequireRatio(plain.Length, file.Length, options.Value.MaxRatio);
            }

            plain.Position = 0;
            await file.DisposeAsync();
            return plain;
        }
        catch (InvalidDataException failure)
        {
            await plain.DisposeAsync();
            throw Broken("The archive is damaged.", failure);
        }
        catch
        {
            await plain.DisposeAsync();
            throw;
        }
    }

    private static bool IsZip(FileStream file)
    {
        Span<byte> head = stackalloc byte[4];
        var read = file.ReadAtLeast(head, 4, throwOnEndOfStream: false);
        file.Position = 0;
        return read == 4 && head is [0x50, 0x4B, 0x03, 0x04] or [0x50, 0x4B, 0x05, 0x06];
    }

    // A directory of millions of entries would be read into memory before anything could be counted.
    private static void RequireSmallDirectory(FileStream file)
    {
        var tail = new byte[(int)Math.Min(file.Length, EndLength + ushort.MaxValue)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        file.Position = 0;
        for (var at = tail.Length - EndLength; at >= 0; at--)
        {
            var end = tail.AsSpan(at, EndLength);
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) != EndMark)
            {
                continue;
            }

            var entries = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
            long length = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]);
            long start = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
            if (entries > MaxEntries || length > MaxDirectory || start + length != file.Length - tail.Length + at)
            {
                throw Broken("The archive's directory is not as it should be.");
            }

            return;
        }

        throw Broken("The archive has no end.");
    }

    private static SourceException Broken(string message, Exception? cause = null) => new(SourceProblem.Bomb, message, cause);
}
