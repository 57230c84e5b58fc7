using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace StrongCities.Benchmarks.Load;

/// <summary>
/// What the disk allows: bare SQLite with prepared statements writes exactly the rows that one start commits, and nothing else happens.
/// The rows are taken from the measured database itself, so floor and product carry the same bytes.
/// </summary>
internal sealed class Floor : IDisposable
{
    private readonly string folder;
    private readonly SqliteConnection connection;
    private readonly List<FloorStatement> statements = [];

    private Floor(string folder)
    {
        this.folder = folder;
        connection = new SqliteConnection($"Data Source={Path.Combine(folder, "floor.db")};Pooling=False");
    }

    /// <summary>Rows per start.</summary>
    public int Rows => statements.Sum(statement => statement.Rows.Count);

    /// <summary>Bytes of values per start, without SQLite's own.</summary>
    public long Bytes => statements.Sum(statement => statement.Bytes);

    /// <summary>Makes a database of the same tables and indexes, and reads the rows of one instance.</summary>
    public static Floor Of(string database, string instanceId, string folder)
    {
        var floor = new Floor(folder);
        floor.connection.Open();
        floor.Run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000;");
        using var source = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        source.Open();
        foreach (var table in FloorStatement.Tables)
        {
            foreach (var schema in FloorStatement.SchemaOf(source, table))
            {
                floor.Run(schema);
            }

            floor.statements.Add(FloorStatement.Prepare(source, floor.connection, table, instanceId));
        }

        return floor;
    }

    /// <summary>Commits starts, a number of them per transaction.</summary>
    /// <param name="starts">How many.</param>
    /// <param name="perTransaction">How many share one commit.</param>
    /// <param name="runs">How often.</param>
    public Rate Measure(int starts, int perTransaction, int runs)
    {
        var figures = new List<double>(runs);
        var processor = double.MaxValue;
        for (var run = 0; run < runs; run++)
        {
            var used = Environment.CpuUsage.TotalTime;
            var began = Stopwatch.GetTimestamp();
            for (var done = 0; done < starts; done += perTransaction)
            {
                using var transaction = connection.BeginTransaction();
                for (var i = 0; i < perTransaction; i++)
                {
                    var id = Guid.CreateVersion7().ToString("n");
                    statements.ForEach(statement => statement.Insert(id, transaction));
                }

                transaction.Commit();
            }

            figures.Add(starts / Stopwatch.GetElapsedTime(began).TotalSeconds);
            processor = Math.Min(processor, (Environment.CpuUsage.TotalTime - used).TotalMicroseconds / starts);
        }

        return new Rate($"floor, {perTransaction} per transaction", 1, figures.Max(), figures) { Processor = processor };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        statements.ForEach(statement => statement.Dispose());
        connection.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The schema of our own database.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
