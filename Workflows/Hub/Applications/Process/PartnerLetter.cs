using System.Text;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Applications.Process;

/// <summary>What a partner is told when it is asked, who does not see the case.</summary>
internal static class PartnerLetter
{
    /// <summary>Whether somebody who is asked about an application belongs to neither its city nor its hub, and may read no more than <see cref="TopicAsync"/> says.</summary>
    public static bool IsFor(Case about, Person reader) => about is Application && (reader.CityId is { } city ? city != about.CityId : reader.Roles == Roles.None);

    /// <summary>What the mail tells: the facts of the mandate that is asked for.</summary>
    public static async Task<ApplicationTopic> TopicAsync(HubDb db, Application about, Guid? contactId, CancellationToken cancellation)
    {
        var lead = await db.Cities.Where(city => city.Id == about.CityId).Select(city => city.Name).SingleAsync(cancellation);
        var isNeeded = await db.Partners.AnyAsync(partner => partner.CaseId == about.Id && partner.ContactId == contactId && partner.IsRequired, cancellation);
        return about.ToPartners(lead) with { Role = isNeeded ? "Role.PartnerNeeded" : "Role.Partner" };
    }

    /// <summary>Whether a person answers for a partner, and so may have a seat in a case of another city.</summary>
    public static Task<bool> AnswersForAsync(HubDb db, Case about, Person person, CancellationToken cancellation) =>
        db.Partners.AnyAsync(partner => partner.CaseId == about.Id && partner.ContactId == person.Id, cancellation);

    /// <summary>
    /// Whether the process of an application, in the version that it keeps, has a step that asks partners. Where it has none, whoever adds a partner writes
    /// to it at once.
    /// </summary>
    public static async Task<bool> IsDrawnAsync(HubDb db, Application about, CancellationToken cancellation)
    {
        var json = await db.Instances.Where(instance => instance.Id == about.InstanceId)
            .Join(db.Definitions, instance => instance.DefinitionVersionId, definition => definition.Id, (_, definition) => definition.Json)
            .SingleOrDefaultAsync(cancellation);
        return json is not null && json.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"\"{AskToJoin.TypeName}\"")) >= 0;
    }
}
