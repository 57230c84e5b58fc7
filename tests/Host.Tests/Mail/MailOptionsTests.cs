using Microsoft.Extensions.Options;
using StrongCities.Hub.Mail;
using Xunit;

namespace StrongCities.Host.Tests.Mail;

public sealed class MailOptionsTests
{
    [Theory]
    [InlineData("Production", "Mail:Transport is Sandbox", "")]
    [InlineData("Staging", "Mail:Transport is Sandbox", "")]
    [InlineData("Development", "Mail:PublicUrl must be an https address", "Mail:PublicUrl=http://hub.example.org")]
    [InlineData("Development", "Mail:PublicUrl must be an https address", "Mail:PublicUrl=ftp://localhost/")]
    [InlineData("Development", "Mail:MessageIdDomain must be a host name", "Mail:MessageIdDomain=a b")]
    [InlineData("Development", "Mail:Smtp:Host is missing", "Mail:Transport=Smtp")]
    [InlineData("Production", "Mail:Smtp:Security is None", "Mail:Transport=Smtp;Mail:Smtp:Host=x;Mail:Smtp:Security=None")]
    [InlineData("Staging", "Mail:Smtp:Security is None", "Mail:Transport=Smtp;Mail:Smtp:Host=x;Mail:Smtp:Security=None")]
    [InlineData("Production", "Mail:Smtp:User and Mail:Smtp:Password go together", "Mail:Transport=Smtp;Mail:Smtp:Host=x;Mail:Smtp:User=u")]
    [InlineData("Production", "Mail:Smtp:Token needs", "Mail:Transport=Smtp;Mail:Smtp:Host=x;Mail:Smtp:User=u;Mail:Smtp:Token:Endpoint=https://x/")]
    [InlineData("Production", "Mail:Smtp:Token needs", "Mail:Transport=Smtp;Mail:Smtp:Host=x;Mail:Smtp:User=u;Mail:Smtp:Token:ClientId=i;Mail:Smtp:Token:ClientSecret=s;Mail:Smtp:Token:Endpoint=http://x/")]
    [InlineData("Production", "Mail:Smtp:AuthorityFile can't be read", "Mail:Transport=Smtp;Mail:Smtp:Host=x;Mail:Smtp:AuthorityFile=/none")]
    [InlineData("Production", "Mail:Dkim:KeyFile can't be read", "Mail:Transport=Smtp;Mail:Smtp:Host=x;Mail:Dkim:KeyFile=/none;Mail:Dkim:Domain=x;Mail:Dkim:Selector=s")]
    [InlineData("Production", "Mail:Dkim:Domain and Mail:Dkim:Selector", "Mail:Transport=Smtp;Mail:Smtp:Host=x;Mail:Dkim:KeyFile=/none")]
    [InlineData("Development", "Mail:Dkim:Selector must be", "Mail:Dkim:Selector=a b")]
    [InlineData("Development", "Connections", "Mail:Smtp:Connections=9")]
    [InlineData("Development", "MaxNoteLength", "Mail:MaxNoteLength=1")]
    public async Task Wrong_settings_stop_the_start_and_say_what_to_mend(string environment, string problem, string settings)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(environment, settings));
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Development", "")]
    [InlineData("Development", "Mail:PublicUrl=http://localhost:5080")]
    [InlineData("Development", "Mail:PublicUrl=http://127.0.0.1:5080")]
    [InlineData("Production", "Mail:Transport=Smtp;Mail:Smtp:Host=smtp.example.org")]
    [InlineData("Production", "Mail:Transport=Smtp;Mail:Smtp:Host=smtp.example.org;Mail:Smtp:Security=Tls;Mail:Smtp:User=u;Mail:Smtp:Password=p")]
    public async Task Right_settings_start(string environment, string settings) => await StartAsync(environment, settings);

    private static async Task StartAsync(string environment, string settings)
    {
        await using var rig = new MailRig(environment, [.. settings.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).Select(pair => (pair[0], pair[1]))]);
        rig.Get<IStartupValidator>().Validate();
    }
}
