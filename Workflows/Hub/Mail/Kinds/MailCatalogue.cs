namespace StrongCities.Hub.Mail.Kinds;

/// <summary>Every kind of mail there is.</summary>
public static class MailCatalogue
{
    /// <summary>All, in the order of the work: access, opportunities, applications, requests, missions, risks, introductions, events, good practices, tasks.</summary>
    public static IReadOnlyList<IMailKind> All { get; } =
    [
        .. AccountMails.All, .. OpportunityMails.All, .. FindMail.All, .. ApplicationMails.All, .. RequestMails.All, .. MissionMails.All, .. RiskMails.All, .. IntroductionMails.All, .. EventMails.All, .. PracticeMails.All, .. TaskMails.All,
    ];

    private static readonly Dictionary<string, IMailKind> ById = All.ToDictionary(kind => kind.Id, StringComparer.Ordinal);

    /// <summary>A kind.</summary>
    /// <param name="id">One of <see cref="MailKind"/>.</param>
    /// <returns>The kind, or <see langword="null"/> where there is none.</returns>
    public static IMailKind? Find(string id) => ById.GetValueOrDefault(id);
}
