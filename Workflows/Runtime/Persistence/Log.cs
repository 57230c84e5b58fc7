using Microsoft.Extensions.Logging;

namespace StrongCities.Runtime.Persistence;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A transaction with {Units} units of work could not be committed; nothing of it is kept")]
    public static partial void CommitFailed(ILogger logger, int units, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Units} units of work were not stored within {Time} of the stop; nothing of them is kept")]
    public static partial void NotFinished(ILogger logger, int units, TimeSpan time);

    [LoggerMessage(Level = LogLevel.Error, Message = "A unit of work ended the transaction it shared; the {Units} others are run again")]
    public static partial void TransactionBroken(ILogger logger, int units, Exception error);
}
