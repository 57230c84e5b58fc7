using Microsoft.Extensions.Logging;

namespace StrongCities.Runtime.Outbox;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The outbox could not be read for '{Kind}': tried again soon")]
    public static partial void OutboxNotRead(ILogger logger, string kind, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending outbox row {OutboxId} of kind '{Kind}' threw {ErrorType}: tried again later\n{Stack}")]
    public static partial void SenderThrew(ILogger logger, long outboxId, string kind, string errorType, string? stack);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The host had to stop before outbox row {OutboxId} of kind '{Kind}' was sent, after {Patience}: it goes out at the next start, perhaps again")]
    public static partial void NotFinished(ILogger logger, long outboxId, string kind, TimeSpan patience);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What was to be stored together with outbox row {OutboxId} of kind '{Kind}' refused")]
    public static partial void AlongsideRefused(ILogger logger, long outboxId, string kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "How the sending of outbox row {OutboxId} of kind '{Kind}' went could not be stored: tried again")]
    public static partial void OutcomeNotStored(ILogger logger, long outboxId, string kind, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Outbox row {OutboxId} of kind '{Kind}' was given up after {Attempts} tries; its last error is in the row")]
    public static partial void GivenUp(ILogger logger, long outboxId, string kind, int attempts);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} outbox rows were in flight when the host last ended: they are sent again")]
    public static partial void SentAgain(ILogger logger, int count);
}
