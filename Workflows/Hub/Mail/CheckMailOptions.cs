using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace StrongCities.Hub.Mail;

/// <summary>Checks at start what attributes can't say.</summary>
/// <param name="environment">What only Development may do is asked of it; a staging site counts as production.</param>
public sealed class CheckMailOptions(IHostEnvironment environment) : IValidateOptions<MailOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        string[] problems = [.. Problems(options)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static bool IsSafe(Uri url) =>
        url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));

    private IEnumerable<string> Problems(MailOptions options)
    {
        if (!IsSafe(options.PublicUrl))
        {
            yield return "Mail:PublicUrl must be an https address, such as https://hub.example.org; http is allowed for localhost only.";
        }

        if (options.Transport == MailTransport.Sandbox)
        {
            if (!environment.IsDevelopment())
            {
                yield return "Mail:Transport is Sandbox, which keeps mails in the database and sends none: allowed in Development only. Set it to Smtp and give Mail:Smtp:Host.";
            }

            yield break;
        }

        if (string.IsNullOrWhiteSpace(options.Smtp.Host))
        {
            yield return "Mail:Smtp:Host is missing: name your mail server, such as smtp.example.org.";
        }

        if (options.Smtp.Security == SmtpSecurity.None && !environment.IsDevelopment())
        {
            yield return "Mail:Smtp:Security is None, which sends mails and password in clear: allowed in Development only. Set it to StartTls (port 587) or Tls (port 465).";
        }

        foreach (var problem in SignInProblems(options.Smtp).Concat(options.Dkim.Problems()))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> SignInProblems(SmtpOptions smtp)
    {
        if (smtp.Token.Endpoint is not { } endpoint)
        {
            if (smtp.User is null != smtp.Password is null)
            {
                yield return "Mail:Smtp:User and Mail:Smtp:Password go together: give both or neither.";
            }
        }
        else if (!IsSafe(endpoint) || smtp.User is null || smtp.Password is not null || smtp.Token.ClientId is null || smtp.Token.ClientSecret is null)
        {
            yield return "Mail:Smtp:Token needs an https Endpoint, ClientId and ClientSecret, and Mail:Smtp:User without Mail:Smtp:Password.";
        }

        if (smtp.AuthorityFile is not null && SmtpAuthority.Read(smtp.AuthorityFile) is null)
        {
            yield return "Mail:Smtp:AuthorityFile can't be read, or holds no certificate as PEM.";
        }
    }
}
