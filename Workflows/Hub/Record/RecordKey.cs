using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Record;

/// <summary>
/// The key of the record's hashes: 32 random bytes in the data folder, beside the database and never in it. Whoever can only write to the
/// database can't make a hash that fits.
/// </summary>
internal sealed class RecordKey(IOptions<StorageOptions> storage)
{
    private const int Size = 32;
    private readonly Lock gate = new();
    private byte[]? kept;

    private string Path => System.IO.Path.Combine(System.IO.Path.GetFullPath(storage.Value.DataFolder), "record-key");

    private string Proposed => Path + ".new";

    /// <summary>Whether there is one.</summary>
    public bool Exists => File.Exists(Path);

    /// <summary>The key; made where there is none.</summary>
    public byte[] Read()
    {
        lock (gate)
        {
            if (kept is null)
            {
                if (!Exists)
                {
                    Accept();
                }

                kept = Convert.FromHexString(File.ReadAllText(Path).Trim());
            }

            return kept;
        }
    }

    /// <summary>A key that is not in force yet: the same one until it is accepted, whatever happens in between.</summary>
    public byte[] Propose()
    {
        if (!File.Exists(Proposed))
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            // Written under a third name, so that a crash leaves no half of a key.
            var draft = Proposed + ".part";
            using (var stream = new FileStream(draft, options))
            {
                using var writer = new StreamWriter(stream);
                writer.Write(Convert.ToHexString(RandomNumberGenerator.GetBytes(Size)));
                writer.Flush();
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, Proposed, overwrite: true);
        }

        return Convert.FromHexString(File.ReadAllText(Proposed).Trim());
    }

    /// <summary>Puts the proposed key in force.</summary>
    public void Accept()
    {
        Propose();
        File.Move(Proposed, Path, overwrite: false);
    }
}
