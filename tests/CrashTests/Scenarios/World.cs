using Microsoft.Data.Sqlite;
using StrongCities.Crash.Tests.Books;
using StrongCities.Crash.Tests.Load;

namespace StrongCities.Crash.Tests.Scenarios;

/// <summary>One host with its folder, its mail server and the ledger of its clients.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("strongcities-crash-").FullName;

    /// <param name="settings">Of the host, besides the usual.</param>
    /// <param name="data">Its data folder; by default a new one.</param>
    /// <param name="before">What a shell does before it becomes the host.</param>
    public World(IReadOnlyDictionary<string, string>? settings = null, string? data = null, string before = "")
    {
        var definitions = Directory.CreateDirectory(Path.Combine(root, "definitions")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Checkout.Root, "workflow-definitions"), "*.json")
            .Concat(Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Definitions"), "*.json")))
        {
            File.Copy(file, Path.Combine(definitions, Path.GetFileName(file)));
        }

        var all = new Dictionary<string, string>(Post.Settings) { ["Runtime__Definitions__Folder"] = definitions };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            all[name] = value;
        }

        Host = new HostProcess(data ?? Directory.CreateDirectory(Path.Combine(root, "data")).FullName, all) { Before = before };
    }

    /// <summary>Where its mails come.</summary>
    public SmtpSink Post { get; } = new();

    /// <summary>The host.</summary>
    public HostProcess Host { get; }

    /// <summary>What the clients know.</summary>
    public Ledger Ledger { get; } = new();

    /// <summary>A folder for whatever a scenario needs.</summary>
    public string Root => root;

    /// <summary>Notes which mails were in flight when the host was killed. Reads a copy: what the crash left is for the host alone.</summary>
    public void NoteInFlight()
    {
        if (!File.Exists(Host.Database))
        {
            return;
        }

        var copy = Directory.CreateDirectory(Path.Combine(root, "snapshot")).FullName;
        foreach (var ending in new[] { "", "-wal" }.Where(ending => File.Exists(Host.Database + ending)))
        {
            File.Copy(Host.Database + ending, Path.Combine(copy, "copy.db" + ending), overwrite: true);
        }

        using (var connection = new SqliteConnection($"Data Source={Path.Combine(copy, "copy.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText =
                """
                SELECT m.MessageId FROM Outbox o JOIN Mails m ON o.Key = 'mail:' || m.Key WHERE o.State = 'Sending'
                """;
            try
            {
                using var rows = command.ExecuteReader();
                while (rows.Read())
                {
                    Ledger.InFlight.AddOrUpdate(rows.GetString(0), 1, (_, before) => before + 1);
                }
            }
            catch (SqliteException none) when (none.Message.Contains("no such table", StringComparison.Ordinal))
            {
                // Killed before its tables were made.
            }
        }

        Directory.Delete(copy, recursive: true);
    }

    /// <summary>Balances the books.</summary>
    public BalanceSheet Balance() => Books.Balance.Of(Host.Database, Ledger, Post.Taken);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Post.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }
}
