using Microsoft.Data.Sqlite;

namespace StrongCities.Benchmarks.Load;

/// <summary>
/// Instances that only lie there: copies of the rows of real ones under new ids, made by SQL, so that a million take a minute. Their states
/// still name the original, so they can wait but not go on.
/// </summary>
internal static class Ballast
{
    private const int PerTransaction = 50_000;

    /// <summary>Copies an instance.</summary>
    /// <param name="database">The file. Others may have it open, as long as nobody writes.</param>
    /// <param name="instanceId">Which.</param>
    /// <param name="copies">How many there will be beside it.</param>
    public static void Copy(string database, string instanceId, int copies)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA synchronous=OFF; PRAGMA cache_size=-200000");
        for (var made = 0; made < copies; made += PerTransaction)
        {
            using var transaction = connection.BeginTransaction();
            foreach (var (table, instance) in FloorStatement.Tables)
            {
                CopyRows(transaction, table, instance, instanceId, made, Math.Min(PerTransaction, copies - made));
            }

            transaction.Commit();
        }

        Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static void CopyRows(SqliteTransaction transaction, string table, string instance, string instanceId, int from, int copies)
    {
        var columns = ColumnsOf(transaction, table);
        using var insert = transaction.Connection!.CreateCommand();
        insert.Transaction = transaction;
#pragma warning disable CA2100 // Names of our own tables.
        insert.CommandText = $"""
            WITH RECURSIVE "N"("I") AS (SELECT $from UNION ALL SELECT "I" + 1 FROM "N" WHERE "I" + 1 < $to)
            INSERT INTO "{table}" ({string.Join(", ", columns.Select(column => $"\"{column}\""))})
            SELECT {string.Join(", ", columns.Select(column => column == instance ? NewId("$id", 20) : column == "Id" ? NewId("\"Id\"", 16) : $"\"{column}\""))}
            FROM "N", "{table}" WHERE "{instance}" = $id
            """;
#pragma warning restore CA2100
        insert.Parameters.AddWithValue("$id", instanceId);
        insert.Parameters.AddWithValue("$from", from);
        insert.Parameters.AddWithValue("$to", from + copies);
        insert.ExecuteNonQuery();
    }

    // As the product's ids: they begin with the time, and rise.
    private static string NewId(string original, int digits) => $"substr({original}, 1, 12) || printf('%0{digits}x', \"I\")";

    private static List<string> ColumnsOf(SqliteTransaction transaction, string table)
    {
        using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT name FROM pragma_table_info($table)";
        command.Parameters.AddWithValue("$table", table);
        using var reader = command.ExecuteReader();
        var columns = new List<string>();
        while (reader.Read())
        {
            columns.Add(reader.GetString(0));
        }

        return columns;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
