using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Mail.Inbound;
using StrongCities.Hub.Mail.Wordings;
using StrongCities.Runtime.Outbox;

namespace StrongCities.Hub.Mail;

/// <summary>Registers writing and sending of mails.</summary>
public static class MailRegistration
{
    /// <summary>Adds everything but the MediatR handlers, which the hub registers with its others, and data protection, whose keys the host places.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="configuration">Section <c>Mail</c> is read.</param>
    /// <returns>The same.</returns>
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MailOptions>().Bind(configuration.GetSection("Mail")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, CheckMailOptions>();
        services.AddLocalization();
        services.TryAddSingleton(TimeProvider.System);

        // Without it Cyrillic letters become numeric references: four times the bytes, and nobody can read the source.
        services.Replace(ServiceDescriptor.Singleton(HtmlEncoder.Create(UnicodeRanges.All)));

        services.AddOptions<WordingOptions>().Bind(configuration.GetSection("Mail:Wordings")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CheckWording>();
        services.AddSingleton<ApplyWording>();
        services.AddSingleton<ComposeMail>();
        services.AddSingleton<MailHtml>();
        services.AddSingleton<QueueMail>();
        services.AddOptions<InboundOptions>().Bind(configuration.GetSection("Mail:Inbound")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<InboundOptions>, CheckInboundOptions>();
        services.AddSingleton<MailAddresses>();
        services.AddSingleton<AddressHealth>();
        services.AddSingleton<UnsubscribeLinks>();
        services.AddSingleton<RedirectMails>();
        services.AddSingleton<TellUnreachable>();
        services.AddSingleton<SmtpTokens>();
        services.AddSingleton<IMailTransport>(provider => provider.GetRequiredService<IOptions<MailOptions>>().Value.Transport switch
        {
            MailTransport.Smtp => ActivatorUtilities.CreateInstance<SmtpTransport>(provider),
            _ => ActivatorUtilities.CreateInstance<SandboxTransport>(provider),
        });
        services.AddSingleton<IOutboxSender, SendDigest>();
        services.AddSingleton<IOutboxSender, MailSender>();
        return services;
    }
}
