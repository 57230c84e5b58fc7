using Microsoft.Extensions.Logging;

namespace StrongCities.Hub.Mail;

/// <summary>What mails tell the log: kinds and keys, never addresses, names, links or texts.</summary>
internal static partial class MailLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Mail {MailKind} queued as {MailKey}")]
    public static partial void Queued(this ILogger log, string mailKind, string mailKey);

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail {MailKind} {MailKey} is not sent as one, as its reader wishes: {MailState}")]
    public static partial void Kept(this ILogger log, string mailKind, string mailKey, MailState mailState);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Mail {MailKind} {MailKey} was queued before; nothing done")]
    public static partial void AlreadyQueued(this ILogger log, string mailKind, string mailKey);

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail {MailKind} {MailKey} has no active reader in its hub; nothing sent")]
    public static partial void NobodyToWriteTo(this ILogger log, string mailKind, string mailKey);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {MailKind} {MailKey} can't be sent: the reader's or the hub's address is not a mail address. Mend it in the directory")]
    public static partial void AddressUnusable(this ILogger log, string mailKind, string mailKey);

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail {OutboxKey} delivered at try {Attempt}")]
    public static partial void Delivered(this ILogger log, string outboxKey, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {OutboxKey} not delivered at try {Attempt}, will be tried again: {Reason}")]
    public static partial void Deferred(this ILogger log, string outboxKey, int attempt, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail {OutboxKey} given up at try {Attempt}: {Reason}")]
    public static partial void GivenUp(this ILogger log, string outboxKey, int attempt, string reason);
}
