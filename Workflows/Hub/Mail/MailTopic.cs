namespace StrongCities.Hub.Mail;

/// <summary>What a mail or a case is about when that is no support request: an opportunity, an application, a mission, risks, a fault.</summary>
/// <param name="Name">Stands in the subject, never declined.</param>
public abstract record MailTopic(string Name)
{
    /// <summary>What there is to tell, in its order.</summary>
    public abstract IEnumerable<MailFact> Facts { get; }
}
