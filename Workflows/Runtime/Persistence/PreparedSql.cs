using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace StrongCities.Runtime.Persistence;

/// <summary>
/// Statements that one context's connection keeps prepared, for the few rows that every burst writes: there the price of a
/// row is EF's bookkeeping, not the database's work. Parameters are written <c>@0, @1, …</c>; the SQL is the part that SQLite and
/// PostgreSQL share. Not safe for two callers at a time, as its context is not.
/// </summary>
/// <param name="db">With an open connection whenever a statement runs.</param>
internal sealed class PreparedSql(DbContext db) : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> commands = new(StringComparer.Ordinal);

    /// <summary>Runs a statement in the context's transaction, if it has one.</summary>
    /// <param name="sql">Constant text: it is the key under which the statement stays prepared.</param>
    /// <param name="values">
    /// For the parameters, in order: text, bytes, <see cref="long"/>, <see cref="int"/>, <see cref="bool"/> or <see langword="null"/>.
    /// </param>
    /// <returns>How many rows it changed.</returns>
    public Task<int> RunAsync(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteNonQueryAsync();

    /// <summary>Runs a query.</summary>
    /// <param name="sql">Constant text.</param>
    /// <param name="values">As of <see cref="RunAsync"/>.</param>
    /// <returns>The rows. Dispose it before the next statement.</returns>
    public Task<DbDataReader> ReadAsync(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteReaderAsync();

    /// <summary>Runs a query and tells whether it has a row.</summary>
    /// <param name="sql">Constant text.</param>
    /// <param name="values">As of <see cref="RunAsync"/>.</param>
    /// <returns>Whether it has.</returns>
    public async Task<bool> AnyAsync(string sql, params object?[] values)
    {
        await using var rows = await ReadAsync(sql, values);
        return await rows.ReadAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var command in commands.Values)
        {
            await command.DisposeAsync();
        }

        commands.Clear();
    }

    private DbCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            commands.Add(sql, command = Prepare(sql, values.Length));
        }

        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }

    private DbCommand Prepare(string sql, int parameters)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // Constants of this assembly; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < parameters; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@{i}";
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
