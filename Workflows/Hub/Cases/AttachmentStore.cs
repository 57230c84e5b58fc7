using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Cases;

/// <summary>
/// The bytes of attachments, under their SHA-256 in the data folder. A file is on the disk before a row names it; one that no row comes to
/// name is swept later.
/// </summary>
public sealed class AttachmentStore(IOptions<StorageOptions> storage, IOptions<AttachmentOptions> limits, HubDbFactory databases, TimeProvider clock)
{
    private const int MaxName = 200;

    private readonly string folder = Path.Combine(Path.GetFullPath(storage.Value.DataFolder), "attachments");

    /// <summary>Checks and keeps files. Either all are kept, or none is named by the result.</summary>
    /// <param name="files">As uploaded; each is read once, and not further than the limits.</param>
    /// <param name="before">Attachments that the request has already: the limits count all.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The kept files, or the problems.</returns>
    public Task<AttachmentsKept> KeepAsync(IReadOnlyList<Upload> files, IReadOnlyList<Attachment> before, CancellationToken cancellation) =>
        KeepAsync(files, before, new FileLimits(limits.Value.MaxBytes, limits.Value.MaxCount, limits.Value.MaxTotalBytes), cancellation);

    /// <summary>The same, where other limits hold than those of a request.</summary>
    /// <param name="files">As uploaded; each is read once, and not further than the limits.</param>
    /// <param name="before">What the limits count besides.</param>
    /// <param name="most">The limits.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The kept files, or the problems.</returns>
    public async Task<AttachmentsKept> KeepAsync(IReadOnlyList<Upload> files, IReadOnlyList<Attachment> before, FileLimits most, CancellationToken cancellation)
    {
        if (files.Count + before.Count > most.Count)
        {
            return Refused("Problem.TooManyFiles", most.Count);
        }

        Directory.CreateDirectory(folder);
        var kept = new List<KeptFile>();
        var total = before.Sum(file => file.Length);
        foreach (var file in files)
        {
            var name = CleanName(file.FileName);
            var temporary = Path.Combine(folder, $"{Guid.NewGuid():N}.part");
            try
            {
                var (length, sha256) = await ReceiveAsync(file, temporary, most.Bytes, cancellation);
                if (length > most.Bytes)
                {
                    return Refused("Problem.FileTooLarge", name, most.Bytes / 1_000_000.0);
                }

                if (length == 0)
                {
                    return Refused("Problem.FileEmpty", name);
                }

                if ((total += length) > most.TotalBytes)
                {
                    return Refused("Problem.FilesTooLarge", most.TotalBytes / 1_000_000.0);
                }

                var type = TypeOf(temporary, name);
                if (type is null || !limits.Value.Allows(type))
                {
                    return Refused("Problem.FileType", name);
                }

                Settle(temporary, sha256);
                kept.Add(new KeptFile(name, type, length, sha256));
            }
            finally
            {
                File.Delete(temporary);
            }
        }

        return new AttachmentsKept(kept, []);
    }

    /// <summary>Opens the bytes.</summary>
    /// <param name="file">As kept.</param>
    /// <returns>The bytes; dispose. <see langword="null"/> when the file is gone.</returns>
    public OpenedAttachment? Open(Attachment file)
    {
        var path = Path.Combine(folder, file.Sha256);
        return File.Exists(path)
            ? new OpenedAttachment(file, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 81_920, useAsync: true))
            : null;
    }

    /// <summary>Deletes what no request names and what was left half received, once it is old enough.</summary>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>How many files were deleted.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
        {
            return 0;
        }

        var before = clock.GetUtcNow() - limits.Value.OrphanAge;
        await using var db = databases.Create(null);
        var swept = 0;
        foreach (var path in Directory.EnumerateFiles(folder).Where(path => File.GetLastWriteTimeUtc(path) < before.UtcDateTime))
        {
            var name = Path.GetFileName(path);
            if (!await db.Attachments.AnyAsync(file => file.Sha256 == name, cancellation))
            {
                File.Delete(path);
                swept++;
            }
        }

        return swept;
    }

    private static async Task<(long Length, string Sha256)> ReceiveAsync(Upload file, string path, long most, CancellationToken cancellation)
    {
        await using var from = file.Content();
        await using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 81_920, useAsync: true);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[81_920];
        var length = 0L;
        for (int read; length <= most && (read = await from.ReadAsync(buffer, cancellation)) > 0; length += read)
        {
            hash.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        await to.FlushAsync(cancellation);
        RandomAccess.FlushToDisk(to.SafeFileHandle);
        return (length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static string? TypeOf(string path, string name)
    {
        using var content = File.OpenRead(path);
        return FileTypes.Of(content, name);
    }

    // A file that is there already is made young again: the sweeper must not take it before its new row is committed.
    private void Settle(string temporary, string sha256)
    {
        var path = Path.Combine(folder, sha256);
        File.Move(temporary, path, overwrite: true);
        File.SetLastWriteTimeUtc(path, clock.GetUtcNow().UtcDateTime);
    }

    private static string CleanName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = string.Concat(last.Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format)).Trim();
        return clean.Length switch
        {
            0 => "file",
            > MaxName => clean[..MaxName],
            _ => clean,
        };
    }

    private static AttachmentsKept Refused(string key, params IReadOnlyList<object> values) => new([], [new FieldProblem("Files", key, values)]);
}

/// <summary>How much is taken.</summary>
/// <param name="Bytes">One file.</param>
/// <param name="Count">Files in all.</param>
/// <param name="TotalBytes">All files together.</param>
public sealed record FileLimits(long Bytes, int Count, long TotalBytes);

/// <summary>What became of uploaded files.</summary>
/// <param name="Files">The kept ones; none when there are problems.</param>
/// <param name="Problems">What is wrong.</param>
public sealed record AttachmentsKept(IReadOnlyList<KeptFile> Files, IReadOnlyList<FieldProblem> Problems);

/// <summary>A file that lies in the store.</summary>
/// <param name="FileName">Without path and control characters.</param>
/// <param name="ContentType">Found from its content.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">64 lower-case hex digits: its name in the store.</param>
public sealed record KeptFile(string FileName, string ContentType, long Length, string Sha256)
{
    /// <summary>The row that names it.</summary>
    internal Attachment RowOf(Case about, Guid uploadedBy, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        HubId = about.HubId,
        CityId = about.CityId,
        CaseId = about.Id,
        FileName = FileName,
        ContentType = ContentType,
        Length = Length,
        Sha256 = Sha256,
        UploadedById = uploadedBy,
        UploadedAt = now,
    };
}
