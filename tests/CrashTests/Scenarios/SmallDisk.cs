using System.Diagnostics;

namespace StrongCities.Crash.Tests.Scenarios;

/// <summary>A disk that becomes full, and has room again.</summary>
internal abstract class SmallDisk : IAsyncDisposable
{
    /// <summary>What a shell does before it becomes the host.</summary>
    public virtual string Before => "";

    /// <summary>The data folder on it, or <see langword="null"/> for any.</summary>
    public virtual string? Folder => null;

    /// <summary>Leaves almost no room.</summary>
    public abstract Task FillAsync(HostProcess host);

    /// <summary>Gives it room.</summary>
    public abstract Task FreeAsync(HostProcess host);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Runs a program.</summary>
    /// <returns>Whether it succeeded.</returns>
    protected static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}

/// <summary>A file system of its own that a big file fills: writes fail with ENOSPC, as on a full disk. Needs the right to mount.</summary>
internal sealed class SmallFileSystem : SmallDisk
{
    private const int Room = 64_000;
    private readonly string folder;

    private SmallFileSystem(string folder) => this.folder = folder;

    public override string Folder => folder;

    /// <returns><see langword="null"/> without the right to mount.</returns>
    public static async Task<SmallFileSystem?> MountAsync()
    {
        var folder = Directory.CreateTempSubdirectory("strongcities-small-").FullName;
        if (await RunAsync("mount", "-t", "tmpfs", "-o", "size=160m", "none", folder))
        {
            return new SmallFileSystem(folder);
        }

        Directory.Delete(folder);
        return null;
    }

    public override async Task FillAsync(HostProcess host)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        await RunAsync("fallocate", "-l", $"{Math.Max(1, free - Room)}", Ballast);
    }

    public override Task FreeAsync(HostProcess host)
    {
        File.Delete(Ballast);
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await RunAsync("umount", folder);
        Directory.Delete(folder);
        await base.DisposeAsync();
    }

    private string Ballast => Path.Combine(folder, "ballast");
}

/// <summary>A limit on how long files of the host may grow (RLIMIT_FSIZE): writes fail with EFBIG. Needs no rights.</summary>
internal sealed class FileLimit : SmallDisk
{
    private const long Room = 64_000;

    // Otherwise the first write beyond the limit would end the process.
    public override string Before => "trap '' XFSZ;";

    public override Task FillAsync(HostProcess host) => SetAsync(host, $"{Room + new[] { "", "-wal" }.Max(ending => new FileInfo(host.Database + ending).Length)}");

    public override Task FreeAsync(HostProcess host) => SetAsync(host, "unlimited");

    private static Task<bool> SetAsync(HostProcess host, string limit) => RunAsync("prlimit", $"--pid={host.Id}", $"--fsize={limit}:unlimited");
}
