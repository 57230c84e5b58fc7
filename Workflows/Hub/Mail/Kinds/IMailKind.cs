namespace StrongCities.Hub.Mail.Kinds;

/// <summary>One kind of mail: what it says, and which facts it shows. Most are a <see cref="PlainMail"/>.</summary>
public interface IMailKind
{
    /// <summary>One of <see cref="MailKind"/>.</summary>
    string Id { get; }

    /// <summary>What the keys of its words begin with, such as <c>Approval</c> in <c>Approval.Title</c>.</summary>
    string Words { get; }

    /// <summary>Writes it.</summary>
    /// <param name="situation">What it tells from.</param>
    /// <returns>The mail, not yet cleaned.</returns>
    MailContent Write(MailSituation situation);

    /// <summary>Gives an order of this kind something to tell: for previews and tests.</summary>
    /// <param name="order">With reader and key.</param>
    /// <returns>The same with invented facts.</returns>
    MailOrder Sample(MailOrder order);
}
