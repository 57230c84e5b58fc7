using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Applications.Process;

/// <summary>
/// Tells partners, once, that an application has ended without money: whoever was asked for a mandate and has not declined. Whatever way a hub draws to the
/// end, they hear of it, as they have promised something for it.
/// </summary>
internal sealed class TellTheEnd(QueueMail queue, IOptions<ApplicationOptions> options)
{
    private const string GivenUp = "Outcome.Withdrawn";

    /// <summary>After the application's stage was set. Does nothing where that stage is no such end.</summary>
    public async Task AfterStageAsync(HubDb db, Application about, DateTimeOffset now, CancellationToken cancellation)
    {
        var ending = about.Stage switch
        {
            CaseStage.GivenUp => GivenUp,
            CaseStage.Refused or CaseStage.NotAwarded => "Outcome.Refused",
            // While its proof can still be brought it may go on.
            CaseStage.Lapsed when !(await ProofGrace.UntilAsync(db, about, options.Value, cancellation) > now) => "Outcome.Lapsed",
            _ => null,
        };
        if (ending is not null)
        {
            await RunAsync(db, about, ending, null, now, cancellation);
        }
    }

    /// <summary>The city takes it back.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="about">The application.</param>
    /// <param name="reason">Why, in the city's words.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task WithdrawnAsync(HubDb db, Application about, string reason, DateTimeOffset now, CancellationToken cancellation) =>
        RunAsync(db, about, GivenUp, reason, now, cancellation);

    private async Task RunAsync(HubDb db, Application about, string ending, string? reason, DateTimeOffset now, CancellationToken cancellation)
    {
        await StopAsking.RunAsync(db, about, now, cancellation);
        var contacts = await db.Partners
            .Where(partner => partner.CaseId == about.Id && partner.ContactId != null)
            .Where(partner => partner.Mandate != MandateState.Named && partner.Mandate != MandateState.Declined && partner.Mandate != MandateState.Dropped)
            .Select(partner => partner.ContactId!.Value).Distinct().ToListAsync(cancellation);
        var lead = await db.Cities.Where(city => city.Id == about.CityId).Select(city => city.Name).SingleAsync(cancellation);
        foreach (var person in await db.People.Where(p => contacts.Contains(p.Id) && p.HubId == about.HubId && p.IsActive).OrderBy(p => p.Name).ToListAsync(cancellation))
        {
            // The case belongs to another city: no link to it.
            var order = new MailOrder(MailKind.PartnerNews, about.HubId, person.Id, $"over:{about.Id:N}:{person.Id:N}")
            {
                About = about.ToPartners(lead) with { Amount = null, SubmitBy = null, Ending = ending },
                Note = reason,
                NotBefore = await CaseMail.NextAllowedAsync(db, person, now, cancellation),
            };
            await queue.QueueAsync(db, order, cancellation);
        }
    }
}
