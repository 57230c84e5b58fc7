using MediatR;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Mail;

/// <summary>Says what a link of a mail would end. Changes nothing.</summary>
/// <param name="Token">From the link.</param>
public sealed record OpenUnsubscribe(string Token) : IRequest<UnsubscribePage?>;

/// <summary>Ends a subscription. No sign-in: whoever has the mail may (RFC 8058). Again, it changes nothing.</summary>
/// <param name="Token">From the link.</param>
public sealed record Unsubscribe(string Token) : IRequest<UnsubscribePage?>;

/// <summary>What a link is about; there is none for a forged link or a person who is gone.</summary>
/// <param name="Reader">Whose mail it was.</param>
/// <param name="From">What it ends.</param>
/// <param name="IsEnded">Whether it has ended.</param>
public sealed record UnsubscribePage(Person Reader, Subscription From, bool IsEnded);

internal sealed class OpenUnsubscribeHandler(HubDbFactory databases, UnsubscribeLinks links) : IRequestHandler<OpenUnsubscribe, UnsubscribePage?>
{
    public async Task<UnsubscribePage?> Handle(OpenUnsubscribe request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(null);
        return links.Read(request.Token) is { } link && await db.People.FindAsync([link.PersonId], cancellationToken) is { IsActive: true } reader
            ? UnsubscribeHandler.PageOf(reader, link.From)
            : null;
    }
}

internal sealed class UnsubscribeHandler(CommitQueue commits, UnsubscribeLinks links) : IRequestHandler<Unsubscribe, UnsubscribePage?>
{
    public async Task<UnsubscribePage?> Handle(Unsubscribe request, CancellationToken cancellationToken) =>
        links.Read(request.Token) is not { } link ? null : await commits.CommitAsync(
            async (db, token) =>
            {
                if (await db.Set<Person>().FindAsync([link.PersonId], token) is not { IsActive: true } reader)
                {
                    return UnitResult.Refuse<UnsubscribePage?>(null);
                }

                if (link.From == Subscription.Notices)
                {
                    reader.Notices = NoticeMails.Never;
                }
                else
                {
                    reader.RefusesSurveys = true;
                }

                return UnitResult.Keep<UnsubscribePage?>(PageOf(reader, link.From));
            },
            cancellationToken);

    public static UnsubscribePage PageOf(Person reader, Subscription from) =>
        new(reader, from, from == Subscription.Notices ? reader.Notices == NoticeMails.Never : reader.RefusesSurveys);
}
