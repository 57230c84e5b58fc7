using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Mail;

/// <summary>Gives a mail of any kind something to tell: invented people, an invented case, and facts that fit the kind. Nothing of it is stored.</summary>
public static class MailSample
{
    /// <summary>When a sample is written.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 9, 14, 6, 30, 0, TimeSpan.Zero);

    /// <summary>When what a sample asks is due.</summary>
    public static DateTimeOffset Due { get; } = new(2026, 9, 28, 14, 0, 0, TimeSpan.Zero);

    /// <summary>When silence counts.</summary>
    public static DateTimeOffset Silence { get; } = new(2026, 10, 12, 14, 0, 0, TimeSpan.Zero);

    /// <summary>An order with facts that fit its kind.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="hubId">The hub that writes.</param>
    /// <param name="toPersonId">The reader.</param>
    /// <param name="key">Of the order.</param>
    /// <returns>The order; it names no case and no task.</returns>
    public static MailOrder Order(IMailKind kind, Guid hubId, Guid toPersonId, string key = "sample") => kind.Sample(new(kind.Id, hubId, toPersonId, key)
    {
        DueAt = Due,
        Buttons = [new("Button.Task", "/requests", IsSecret: false)],
    });

    /// <summary>A whole situation, for which nothing need be in the database: <see cref="ComposeMail.Write"/> writes it.</summary>
    /// <param name="kind">Which kind of mail.</param>
    /// <param name="language">The reader's.</param>
    /// <param name="options">The site's address.</param>
    /// <param name="hub">Who writes; invented when <see langword="null"/>.</param>
    /// <returns>The situation.</returns>
    public static MailSituation Situation(IMailKind kind, MailLanguage language, MailOptions options, RegionalHub? hub = null)
    {
        hub ??= new()
        {
            Id = Guid.Empty,
            Key = "sample",
            Name = "Western Balkans Hub",
            NumberPrefix = "WB",
            Calendar = "BE",
            TimeZone = "Europe/Brussels",
            Email = "hub@example.org",
        };
        var reader = new Person
        {
            Id = Guid.Empty,
            HubId = hub.Id,
            CityId = City.Id,
            Email = "reader@example.org",
            Name = "Arta Hoxha",
            Language = language.Tag,
            Roles = Roles.Coordinator,
            CreatedAt = Now,
        };
        var about = MailClass.IsAboutAccess(kind.Id) ? null : new MailCase(Request(hub.Id), City, "Marko Petrović", "Vesna Ilić");
        return new(Order(kind, hub.Id, reader.Id), reader, hub, about, language, options);
    }

    private static City City { get; } = new()
    {
        Id = Guid.Empty,
        HubId = Guid.Empty,
        Key = "kumanovo",
        Name = "Kumanovo",
        LocalName = "Куманово",
        Country = "MK",
        Calendar = "MK",
        TimeZone = "Europe/Skopje",
        Language = "mk",
    };

    private static SupportRequest Request(Guid hubId) => new()
    {
        Id = Guid.Empty,
        HubId = hubId,
        CityId = City.Id,
        Number = "WB-2026-0001",
        FormId = "",
        Form = new() { Title = "Flood maps for the old town", Problem = "Floods" },
        Status = CaseStatus.Received,
        StatusSince = Now,
        OpenedById = Guid.Empty,
        OpenedAt = Now,
        InstanceId = "",
    };
}
