using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Cases;

/// <summary>What all mails of a case share.</summary>
internal static class CaseMail
{
    /// <summary>A link to where the reader can see the case: the city's status page, or the desk.</summary>
    public static MailButton StatusButton(Case about, Person reader) => reader.CityId is null
        ? new("Button.Case", SitePaths.Case(about.Id), IsSecret: false)
        : new("Button.Status", about.CityPath, IsSecret: false);

    /// <summary>The same where the reader has a page of the case: an expert, or somebody of another city, sees it by the links of their tasks only.</summary>
    public static IReadOnlyList<MailButton> StatusButtons(Case about, Person reader) =>
        reader.CityId is null ? reader.Roles == Roles.None ? [] : [StatusButton(about, reader)]
        : reader.CityId == about.CityId ? [StatusButton(about, reader)] : [];

    /// <summary>When a person may be disturbed: in their own hours, or office hours of their calendar.</summary>
    public static Task<DateTimeOffset> NextAllowedAsync(HubDb db, Person person, DateTimeOffset now, CancellationToken cancellation) =>
        ReaderHours.NextAllowedAsync(db, person, now, cancellation);
}
