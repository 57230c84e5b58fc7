namespace StrongCities.Hub.Mail.Kinds;

/// <summary>The code for a signature.</summary>
public sealed class StepUp : IMailKind
{
    /// <inheritdoc/>
    public string Id => MailKind.StepUp;

    /// <inheritdoc/>
    public string Words => "StepUp";

    /// <inheritdoc/>
    public MailContent Write(MailSituation situation) => situation.Letter(Words) with
    {
        Code = situation.Order.Code ?? "",
        Facts = situation.Facts(situation.Task, situation.Number, situation.City, situation.Due("ValidUntil")),
    };

    /// <inheritdoc/>
    public MailOrder Sample(MailOrder order) => order with { Code = "000000", TaskTitle = "Task.Approval" };
}
