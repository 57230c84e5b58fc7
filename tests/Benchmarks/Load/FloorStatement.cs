using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace StrongCities.Benchmarks.Load;

/// <summary>One table's part in a start: its rows, written again and again under new ids.</summary>
internal sealed class FloorStatement : IDisposable
{
    private readonly SqliteCommand insert;
    private readonly string instanceId;
    private readonly int ownId;

    // ownId: the column that holds a row's own text key, or -1.
    private FloorStatement(SqliteCommand insert, string instanceId, int ownId, IReadOnlyList<object[]> rows)
    {
        this.insert = insert;
        this.instanceId = instanceId;
        this.ownId = ownId;
        Rows = rows;
    }

    /// <summary>What a start writes, by table and the column that names the instance.</summary>
    public static IReadOnlyList<(string Table, string Instance)> Tables { get; } =
    [
        ("Instances", "Id"), ("Bookmarks", "InstanceId"), ("History", "InstanceId"),
    ];

    /// <summary>The rows as read.</summary>
    public IReadOnlyList<object[]> Rows { get; }

    /// <summary>The size of their values.</summary>
    public long Bytes => Rows.Sum(row => row.Sum(value => value switch
    {
        string text => text.Length,
        byte[] bytes => bytes.Length,
        DBNull => 0L,
        _ => sizeof(long),
    }));

    /// <summary>The statements that make a table and its indexes.</summary>
    public static IReadOnlyList<string> SchemaOf(SqliteConnection source, (string Table, string Instance) table)
    {
        using var command = source.CreateCommand();
        command.CommandText = "SELECT sql FROM sqlite_master WHERE tbl_name = $table AND sql IS NOT NULL ORDER BY type DESC";
        command.Parameters.AddWithValue("$table", table.Table);
        using var reader = command.ExecuteReader();
        var statements = new List<string>();
        while (reader.Read())
        {
            statements.Add(reader.GetString(0));
        }

        return statements;
    }

    /// <summary>Reads an instance's rows and prepares writing their like.</summary>
    public static FloorStatement Prepare(SqliteConnection source, SqliteConnection target, (string Table, string Instance) table, string instanceId)
    {
        using var select = source.CreateCommand();
#pragma warning disable CA2100 // Names of our own tables.
        select.CommandText = $"SELECT * FROM \"{table.Table}\" WHERE \"{table.Instance}\" = $id";
        select.Parameters.AddWithValue("$id", instanceId);
        using var reader = select.ExecuteReader();
        // A numbered key is the database's to give.
        var columns = Enumerable.Range(0, reader.FieldCount)
            .Where(i => reader.GetName(i) != "Id" || reader.GetDataTypeName(i) != "INTEGER").ToList();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            rows.Add([.. columns.Select(reader.GetValue)]);
        }

        var insert = target.CreateCommand();
        insert.CommandText = $"INSERT INTO \"{table.Table}\" ({string.Join(',', columns.Select(i => $"\"{reader.GetName(i)}\""))}) "
            + $"VALUES ({string.Join(',', columns.Select((_, i) => $"$p{i}"))})";
#pragma warning restore CA2100
        for (var i = 0; i < columns.Count; i++)
        {
            insert.Parameters.Add(new SqliteParameter($"$p{i}", null));
        }

        insert.Prepare();
        return new FloorStatement(insert, instanceId, columns.FindIndex(i => reader.GetName(i) == "Id"), rows);
    }

    /// <summary>Writes the rows as if they were another instance's.</summary>
    public void Insert(string id, SqliteTransaction transaction)
    {
        insert.Transaction = transaction;
        foreach (var row in Rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                insert.Parameters[i].Value = row[i] is not string text ? row[i]
                    : text == instanceId ? id
                    : i == ownId ? NewKey(id)
                    : text;
            }

            insert.ExecuteNonQuery();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => insert.Dispose();

    /// <summary>As long and as ordered as the engine's ids: see <c>ExecutionId</c>.</summary>
    private static string NewKey(string instanceId)
    {
        Span<byte> bytes = stackalloc byte[6];
        RandomNumberGenerator.Fill(bytes);
        return string.Concat(instanceId.AsSpan(0, 16), Convert.ToHexStringLower(bytes));
    }
}
