using Microsoft.Extensions.Options;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.People;

/// <summary>Makes links by which staff choose a password, inside the caller's transaction.</summary>
/// <param name="mail">Sends them.</param>
/// <param name="options">How long a first one is good.</param>
/// <param name="clock">Dates them.</param>
internal sealed class PasswordLinks(QueueMail mail, IOptions<SignInOptions> options, TimeProvider clock)
{
    /// <summary>A link for somebody new, who may not read mail today.</summary>
    public Task WelcomeAsync(HubDb db, Person person, CancellationToken cancellation) =>
        SendAsync(db, person, options.Value.WelcomeLifetime, cancellation);

    /// <summary>A link for somebody who asked for it and waits.</summary>
    public Task RenewAsync(HubDb db, Person person, CancellationToken cancellation) =>
        SendAsync(db, person, options.Value.LinkLifetime, cancellation);

    /// <summary>A link for somebody new that no mail carries.</summary>
    public CapabilityToken Issue(HubDb db, Person person) => Issue(db, person, options.Value.WelcomeLifetime);

    private async Task SendAsync(HubDb db, Person person, TimeSpan lifetime, CancellationToken cancellation)
    {
        var token = Issue(db, person, lifetime);
        await mail.QueueAsync(
            db,
            new MailOrder(MailKind.Password, person.HubId, person.Id, $"password:{token.PublicId}")
            {
                DueAt = clock.GetUtcNow() + lifetime,
                Buttons = [new MailButton("Button.Password", SitePaths.Password(token.Text), IsSecret: true)],
            },
            cancellation);
    }

    private CapabilityToken Issue(HubDb db, Person person, TimeSpan lifetime)
    {
        var now = clock.GetUtcNow();
        var token = CapabilityToken.Mint();
        db.Add(new SignInLink
        {
            PublicId = token.PublicId,
            SecretHash = token.SecretHash,
            Purpose = LinkPurpose.Password,
            PersonId = person.Id,
            IssuedAt = now,
            ExpiresAt = now + lifetime,
        });
        return token;
    }
}
