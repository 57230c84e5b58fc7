using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Mail.Wordings;

/// <summary>Gives a mail of any kind something to tell. Nothing of it is stored.</summary>
internal static class WordingSample
{
    private static readonly DateTimeOffset Now = new(2026, 9, 14, 6, 30, 0, TimeSpan.Zero);

    /// <summary>Invented people, an invented case, and facts that fit the kind.</summary>
    public static MailSituation Situation(IMailKind kind, MailLanguage language, MailOptions options, RegionalHub hub)
    {
        var city = new City { Id = Guid.Empty, HubId = hub.Id, Key = "kumanovo", Name = "Kumanovo", LocalName = "Куманово", Country = "MK", Calendar = "MK", TimeZone = "Europe/Skopje", Language = "mk" };
        var reader = new Person { Id = Guid.Empty, HubId = hub.Id, CityId = city.Id, Email = "reader@example.org", Name = "Arta Hoxha", Language = language.Tag, Roles = Roles.Coordinator, CreatedAt = Now };
        var request = new SupportRequest
        {
            Id = Guid.Empty, HubId = hub.Id, CityId = city.Id, Number = "WB-2026-0001", FormId = "", Form = new() { Title = "Flood maps for the old town", Problem = "Floods" },
            Status = CaseStatus.Received, StatusSince = Now, SubmittedById = Guid.Empty, SubmittedAt = Now, InstanceId = "",
        };
        var order = new MailOrder(kind.Id, hub.Id, reader.Id, "sample")
        {
            DueAt = Now.AddDays(14),
            TaskTitle = "Task.Triage",
            Buttons = [new("Button.Task", SitePaths.Requests, IsSecret: false)],
            Code = kind.Id == MailKind.StepUp ? "000000" : null,
        };
        return new(order, reader, hub, kind.Id is MailKind.SignIn or MailKind.Password ? null : new MailCase(request, city, "Marko Petrović", "Vesna Ilić"), language, options);
    }
}
