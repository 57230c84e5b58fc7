using System.Text.RegularExpressions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Applications.Process;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Applications;

/// <summary>
/// The city asks somebody to apply together with it. A contact in the directory gets mail B2: from the step of the process that asks partners, or at once
/// where it has none.
/// </summary>
/// <param name="Viewer">The city's voice, or its hub.</param>
/// <param name="Id">Which application.</param>
/// <param name="Name">The organisation.</param>
/// <param name="Country">Two capital letters.</param>
/// <param name="IsRequired">Whether the application can't do without it.</param>
/// <param name="ContactId">Who answers for it in the directory; <see langword="null"/> where the coordinator hands papers in.</param>
public sealed partial record AskPartner(Viewer Viewer, Guid Id, string Name, string Country, bool IsRequired, Guid? ContactId = null) : IAsViewer<ApplicationResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => ChangeApplication.Allowed;

    /// <inheritdoc/>
    public static ApplicationResult NotFound => ApplicationResult.NotFound;

    /// <summary>Whether the country is well formed.</summary>
    internal bool HasCountry => CountryCode().IsMatch(Country);

    [GeneratedRegex("^[A-Z]{2}$")]
    private static partial Regex CountryCode();
}

internal sealed class AskPartnerHandler(ChangeApplication change, QueueMail queue) : IRequestHandler<AskPartner, ApplicationResult>
{
    private const int MaxName = 200;
    private const int MaxPartners = 50;

    public Task<ApplicationResult> Handle(AskPartner request, CancellationToken cancellationToken) => change.RunAsync(
        request.Viewer, request.Id, unit => AskAsync(unit, request), cancellationToken);

    private async Task<IReadOnlyList<FieldProblem>> AskAsync(ApplicationUnit unit, AskPartner request)
    {
        var (db, about, name) = (unit.Db, unit.About, request.Name.Trim());
        if (name.Length is 0 or > MaxName)
        {
            return ApplicationUnit.Wrong("Name", "PartnerName", MaxName);
        }

        if (!request.HasCountry)
        {
            return ApplicationUnit.Wrong("Country", "Country");
        }

        var others = await db.Partners.Where(partner => partner.CaseId == about.Id).ToListAsync(unit.Cancellation);
        if (others.Count >= MaxPartners || others.Exists(partner => string.Equals(partner.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            return ApplicationUnit.Wrong("Name", "PartnerThere", name, MaxPartners);
        }

        var contact = request.ContactId is { } id ? await db.People.SingleOrDefaultAsync(p => p.Id == id && p.HubId == about.HubId && p.IsActive, unit.Cancellation) : null;
        if (request.ContactId is not null && contact is null)
        {
            return ApplicationUnit.Wrong("ContactId", "Contact");
        }

        var isAskedLater = contact is not null && await PartnerLetter.IsDrawnAsync(db, about, unit.Cancellation);
        var partner = new Partner
        {
            Id = Guid.CreateVersion7(unit.Now),
            HubId = about.HubId,
            CityId = about.CityId!.Value,
            CaseId = about.Id,
            Name = name,
            Country = request.Country,
            PartnerCityId = contact?.CityId,
            ContactId = contact?.Id,
            IsRequired = request.IsRequired,
            Mandate = isAskedLater ? MandateState.Named : MandateState.Asked,
            MandateSince = unit.Now,
        };
        db.Add(partner);
        await db.DoneAsync(about, unit.Now, unit.Cancellation, MilestoneKind.PartnersAsked);
        if (contact is not null && !isAskedLater)
        {
            await db.SaveChangesAsync(unit.Cancellation);
            // Its contact belongs to another city, which does not see this case: the mail goes without a link to it.
            var order = new MailOrder(MailKind.Partner, about.HubId, contact.Id, $"partner:{partner.Id:N}")
            {
                About = await PartnerLetter.TopicAsync(db, about, contact.Id, unit.Cancellation),
            };
            await queue.QueueAsync(db, order, unit.Cancellation);
        }

        return ApplicationUnit.Fine;
    }
}
