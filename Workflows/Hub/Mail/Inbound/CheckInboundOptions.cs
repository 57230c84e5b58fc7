using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>Checks at start what attributes can't say.</summary>
/// <param name="environment">What only Development may do is asked of it.</param>
public sealed class CheckInboundOptions(IHostEnvironment environment) : IValidateOptions<InboundOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, InboundOptions options)
    {
        string[] problems = [.. Problems(options)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> Problems(InboundOptions options)
    {
        if (options.Domain is { } domain && Uri.CheckHostName(domain) != UriHostNameType.Dns)
        {
            yield return "Mail:Inbound:Domain must be a host name, such as reply.example.org.";
        }

        if (string.IsNullOrWhiteSpace(options.Host))
        {
            yield break;
        }

        if (string.IsNullOrWhiteSpace(options.User) || string.IsNullOrEmpty(options.Password) == string.IsNullOrEmpty(options.TokenFile))
        {
            yield return "Mail:Inbound:User is needed with Mail:Inbound:Host, and either Mail:Inbound:Password or Mail:Inbound:TokenFile.";
        }

        if (options.Security == SmtpSecurity.None && !environment.IsDevelopment())
        {
            yield return "Mail:Inbound:Security is None, which sends password and mails in clear: allowed in Development only. Set it to Tls (port 993) or StartTls (port 143).";
        }

        if (string.Equals(options.Folder, options.ProcessedFolder, StringComparison.OrdinalIgnoreCase))
        {
            yield return "Mail:Inbound:ProcessedFolder must be another folder than Mail:Inbound:Folder, or every mail would be read again.";
        }
    }
}
