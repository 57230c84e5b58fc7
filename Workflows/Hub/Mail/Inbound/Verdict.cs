using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>What becomes of a message.</summary>
/// <param name="State">Done or Quarantined.</param>
/// <param name="Reason">Why, as a code.</param>
internal sealed record Verdict(InboundState State, string Reason)
{
    public Guid? PersonId { get; init; }

    public string? TaskId { get; init; }

    public Guid? CaseId { get; init; }

    /// <summary>Applied in the unit that closes the message's row, so that it happens once. May run again after a rollback.</summary>
    public Func<HubDb, InboundMail, CancellationToken, Task>? Also { get; init; }

    public static Verdict Aside(string reason) => new(InboundState.Quarantined, reason);
}

/// <summary>A message that a person wrote.</summary>
/// <param name="RowId">Its row.</param>
/// <param name="Message">Parsed.</param>
/// <param name="Sender">Exactly one.</param>
/// <param name="Text">What is new in it.</param>
internal sealed record Letter(Guid RowId, MimeKit.MimeMessage Message, SenderCheck Sender, NewText Text)
{
    public string MessageId => Message.MessageId ?? $"{RowId:N}";
}
