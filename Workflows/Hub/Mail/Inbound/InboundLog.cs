using Microsoft.Extensions.Logging;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>What incoming mail tells the log: ids and codes, never addresses, subjects, secrets or texts.</summary>
internal static partial class InboundLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Message {InboundId} is {Kind}: {State}, {Reason}")]
    public static partial void Received(this ILogger log, Guid inboundId, InboundKind kind, InboundState state, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Reading mail: the mailbox is open")]
    public static partial void MailboxOpened(this ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mailbox can't be read ({Failure}); trying again in {Seconds} s. Check Mail:Inbound")]
    public static partial void MailboxLost(this ILogger log, string failure, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "A message can't be processed (try {Attempt}); it stays in the mailbox")]
    public static partial void MessageFailed(this ILogger log, int attempt, Exception error);

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {Count} stored messages that were old enough")]
    public static partial void Swept(this ILogger log, int count);
}
