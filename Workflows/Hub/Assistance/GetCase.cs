using MediatR;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Assistance;

/// <summary>Hub staff look at a case from all sides.</summary>
/// <param name="Viewer">Staff of the case's hub.</param>
/// <param name="RequestId">The case.</param>
public sealed record GetCase(Viewer Viewer, Guid RequestId) : IRequest<CasePage?>;

/// <summary>The case page. <see langword="null"/> in its place means: not found, or not theirs.</summary>
/// <param name="Request">The request.</param>
/// <param name="City">The city.</param>
/// <param name="AskedBy">The submitter.</param>
/// <param name="Advisor">Who owns it.</param>
/// <param name="Holder">Who has it now.</param>
/// <param name="Gaps">What is missing, keys of the hub's words.</param>
/// <param name="Tasks">All, newest first.</param>
/// <param name="Mails">All, newest first.</param>
/// <param name="Timeline">Newest last; everything.</param>
/// <param name="Attachments">Oldest first.</param>
/// <param name="Incidents">What went wrong in its instance.</param>
/// <param name="Advisors">Whom it can be assigned to.</param>
public sealed record CasePage(
    SupportRequest Request,
    City City,
    Person AskedBy,
    Person? Advisor,
    CaseHolder Holder,
    IReadOnlyList<string> Gaps,
    IReadOnlyList<TaskLine> Tasks,
    IReadOnlyList<MailRecord> Mails,
    IReadOnlyList<CaseEvent> Timeline,
    IReadOnlyList<Attachment> Attachments,
    IReadOnlyList<string> Incidents,
    IReadOnlyList<Person> Advisors);
