using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace StrongCities.Host.Clock;

/// <summary>A clock that stands still until it is advanced, and stands where it stood after a restart.</summary>
public sealed class DrivenClock
{
    private readonly string file;
    private readonly FakeTimeProvider time;

    /// <summary>Goes on where it stood.</summary>
    /// <param name="file">Remembers where.</param>
    /// <param name="start">Where it stands the first time.</param>
    public DrivenClock(string file, DateTimeOffset start)
    {
        this.file = file;
        if (File.Exists(file))
        {
            start = DateTimeOffset.ParseExact(File.ReadAllText(file), "O", CultureInfo.InvariantCulture);
        }

        time = new FakeTimeProvider(start.ToUniversalTime());
        Keep(start);
    }

    /// <summary>What everything else reads.</summary>
    public TimeProvider Time => time;

    /// <summary>Moves on, never back. Timers that fall due fire before it returns.</summary>
    /// <param name="moment">The new time.</param>
    public void MoveTo(DateTimeOffset moment)
    {
        if (moment <= time.GetUtcNow())
        {
            return;
        }

        // Kept first: a crash in between repeats no moment that something has already seen.
        Keep(moment);
        time.SetUtcNow(moment.ToUniversalTime());
    }

    private void Keep(DateTimeOffset moment)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file + ".new", moment.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
        File.Move(file + ".new", file, overwrite: true);
    }
}
