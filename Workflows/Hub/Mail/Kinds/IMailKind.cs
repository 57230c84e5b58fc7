namespace StrongCities.Hub.Mail.Kinds;

/// <summary>One kind of mail: what it says, and which facts it shows.</summary>
public interface IMailKind
{
    /// <summary>One of <see cref="MailKind"/>.</summary>
    string Id { get; }

    /// <summary>Writes it.</summary>
    /// <param name="situation">What it tells from.</param>
    /// <returns>The mail, not yet cleaned.</returns>
    MailContent Write(MailSituation situation);
}
