using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.Mail.Wordings;
using StrongCities.Hub.People;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Mail;

/// <summary>Finds out what a mail tells, and to whom, in which language and zone.</summary>
/// <param name="words">Of mails and of the hub.</param>
/// <param name="options">The site's address and the limits.</param>
/// <param name="wording">Puts the hub's own words in.</param>
public sealed class ComposeMail(IStringLocalizerFactory words, IOptions<MailOptions> options, ApplyWording wording)
{
    /// <summary>Composes one.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="order">What to write.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>Cleaned; <see langword="null"/> when there is nobody to write to.</returns>
    /// <exception cref="ArgumentException">There is no such kind: a bug of the caller.</exception>
    public async Task<ComposedMail?> RunAsync(RuntimeDb db, MailOrder order, CancellationToken cancellation)
    {
        if (MailCatalogue.Find(order.Kind) is not { } kind)
        {
            throw new ArgumentException($"There is no mail kind '{order.Kind}'.", nameof(order));
        }

        var to = await db.Set<Person>().FindAsync([order.ToPersonId], cancellation);
        if (to is not { IsActive: true } || to.HubId != order.HubId)
        {
            return null;
        }

        // Whoever stepped aside from a case reads nothing about it, whoever ordered the mail.
        if (order.CaseId is { } about && await db.Set<CaseRecusal>().AnyAsync(recusal => recusal.CaseId == about && recusal.PersonId == to.Id, cancellation))
        {
            return null;
        }

        var hub = await db.Set<RegionalHub>().FindAsync([order.HubId], cancellation) ?? throw new ArgumentException("There is no such hub.", nameof(order));
        var home = to.CityId is { } cityId ? await db.Set<City>().FindAsync([cityId], cancellation) : null;
        var language = new MailLanguage(
            words,
            Languages.All.Contains(to.Language) ? to.Language : home?.Language ?? Languages.Default,
            home?.TimeZone ?? hub.TimeZone);
        var mailCase = await CaseAsync(db, order.CaseId, cancellation);
        var told = order.About is null && !order.HidesCase ? order with { About = mailCase?.Case.Topic } : order;
        var situation = new MailSituation(told, to, hub, mailCase, language, options.Value);
        var content = await wording.RunAsync(db, situation, kind.Write(situation), cancellation);
        return new(to, hub, content.Cleaned(), language);
    }

    /// <summary>Writes a mail from what is known already, such as a <see cref="MailSample"/>. No I/O.</summary>
    /// <param name="kind">Which kind.</param>
    /// <param name="situation">What it tells from.</param>
    /// <returns>The mail, cleaned.</returns>
    public static MailContent Write(IMailKind kind, MailSituation situation) => kind.Write(situation).Cleaned();

    private static async Task<MailCase?> CaseAsync(RuntimeDb db, Guid? caseId, CancellationToken cancellation)
    {
        if (caseId is not { } id)
        {
            return null;
        }

        // Found in the context first: a mail is often queued in the unit that adds the case.
        var about = await db.Set<Case>().FindAsync([id], cancellation) ?? throw new ArgumentException("There is no such case.", nameof(caseId));
        return new(about, await FindAsync<City>(about.CityId), (await FindAsync<Person>(about.OpenedById))?.Name, (await FindAsync<Person>(about.AdvisorId))?.Name);

        async Task<T?> FindAsync<T>(Guid? key)
            where T : class =>
            key is { } known ? await db.Set<T>().FindAsync([known], cancellation) : null;
    }
}

/// <summary>A mail ready to be rendered.</summary>
/// <param name="To">The reader.</param>
/// <param name="Hub">Who writes.</param>
/// <param name="Content">Cleaned.</param>
/// <param name="Language">The reader's.</param>
public sealed record ComposedMail(Person To, RegionalHub Hub, MailContent Content, MailLanguage Language);
