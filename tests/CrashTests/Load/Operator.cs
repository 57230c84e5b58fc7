using System.Globalization;

namespace StrongCities.Crash.Tests.Load;

/// <summary>Somebody of the hub who is signed in at the desk and drives the clock, as a file on disk tells where it stands.</summary>
internal sealed class Operator(HostProcess host) : IDisposable
{
    private readonly Caller caller = new(host.Address);

    /// <summary>The driven clock's file.</summary>
    private string ClockFile => Path.Combine(host.Folder, "clock.txt");

    /// <summary>What the driven clock shows.</summary>
    public DateTimeOffset Now => DateTimeOffset.ParseExact(File.ReadAllText(ClockFile), "O", CultureInfo.InvariantCulture);

    /// <summary>Signs in with the sample password.</summary>
    public async Task SignInAsync()
    {
        var page = await caller.SendAsync(HttpMethod.Get, "/desk/sign-in");
        var fields = Caller.FormWith(page.Text, "Password")!.Hidden;
        fields["Email"] = "lead@example.org";
        fields["Password"] = (await File.ReadAllTextAsync(Path.Combine(host.Folder, "development-password.txt"))).Trim();
        var done = await caller.SendAsync(HttpMethod.Post, "/desk/sign-in", () => new FormUrlEncodedContent(fields));
        if (done.Status is not (302 or 303))
        {
            throw new InvalidOperationException($"The lead could not sign in: {done.Status}");
        }
    }

    /// <summary>Drives the clock on; everything that was due by then has happened when it returns.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        var page = await caller.SendAsync(HttpMethod.Get, "/desk/clock");
        var fields = Caller.FormWith(page.Text, "By")?.Hidden ?? Caller.FormWith(page.Text, "To")!.Hidden;
        fields.Remove("Back");
        fields["By"] = by.ToString("c", CultureInfo.InvariantCulture);
        var done = await caller.SendAsync(HttpMethod.Post, "/desk/clock/advance", () => new FormUrlEncodedContent(fields));
        if (done.Status != 200)
        {
            throw new InvalidOperationException($"The clock could not be driven: {done.Status} {done.Text}");
        }
    }

    /// <summary>Sets the clock of a host that is down, forward or back, as a machine may find it at its start.</summary>
    public void Set(DateTimeOffset moment) => File.WriteAllText(ClockFile, moment.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));

    public void Dispose() => caller.Dispose();
}
