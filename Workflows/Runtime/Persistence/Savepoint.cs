namespace StrongCities.Runtime.Persistence;

/// <summary>Runs units of work so that each can be taken back without the others.</summary>
internal static class Savepoint
{
    /// <summary>Runs units in one savepoint.</summary>
    /// <returns>
    /// False when one refused or failed: nothing of them is left, and each is to be run by itself. <see langword="null"/> when the transaction is
    /// broken.
    /// </returns>
    public static async Task<bool?> RunTogetherAsync(RuntimeDb db, DueWatch due, List<CommitUnit> units)
    {
        await db.Sql.RunAsync("SAVEPOINT unit");
        var keep = true;
        for (var i = 0; keep && i < units.Count; i++)
        {
            try
            {
                keep = await units[i].RunAsync(db);
            }
#pragma warning disable CA1031 // It will say so again when it runs by itself, and then its caller hears it.
            catch (Exception)
#pragma warning restore CA1031
            {
                keep = false;
            }

            db.ChangeTracker.Clear();
        }

        if (keep)
        {
            due.Keep();
            await db.Sql.RunAsync("RELEASE SAVEPOINT unit");
            return true;
        }

        due.Forget();
        return await TakeBackAsync(db) is null ? false : null;
    }

    /// <summary>Runs a unit in a savepoint of its own.</summary>
    /// <returns>Why nothing of it is left; <see langword="null"/> when it is kept or refused.</returns>
    public static async Task<UnitFailure?> RunAsync(RuntimeDb db, DueWatch due, CommitUnit unit)
    {
        await db.Sql.RunAsync("SAVEPOINT unit");
        UnitFailure? failure = null;
        var keep = false;
        try
        {
            keep = await unit.RunAsync(db);
        }
#pragma warning disable CA1031 // Its caller gets the error, whatever it is.
        catch (Exception error)
#pragma warning restore CA1031
        {
            failure = new UnitFailure(error, BrokeTransaction: false);
        }

        db.ChangeTracker.Clear();
        if (keep)
        {
            due.Keep();
            await db.Sql.RunAsync("RELEASE SAVEPOINT unit");
            return null;
        }

        due.Forget();
        return await TakeBackAsync(db) is { } broken ? new UnitFailure(failure?.Error ?? broken, BrokeTransaction: true) : failure;
    }

    /// <returns>Why it can't be: some errors of a database end the whole transaction, and the savepoint with it.</returns>
    private static async Task<Exception?> TakeBackAsync(RuntimeDb db)
    {
        try
        {
            await db.Sql.RunAsync("ROLLBACK TO SAVEPOINT unit");
            await db.Sql.RunAsync("RELEASE SAVEPOINT unit");
            return null;
        }
#pragma warning disable CA1031 // Whatever it is, it is the end of this transaction.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return error;
        }
    }
}

/// <summary>Why a unit was taken back.</summary>
/// <param name="Error">For its caller.</param>
/// <param name="BrokeTransaction">Whether it took the whole transaction down.</param>
internal sealed record UnitFailure(Exception Error, bool BrokeTransaction);
