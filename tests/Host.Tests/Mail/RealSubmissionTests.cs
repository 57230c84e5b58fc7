using System.Security.Cryptography;
using MimeKit;
using StrongCities.Host.Tests.Mail.Inbound;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Mail;

/// <summary>Our mails over a real Postfix, which asks for STARTTLS and a sign-in.</summary>
public sealed class RealSubmissionTests(MailServers servers) : IClassFixture<MailServers>, IAsyncDisposable
{
    private readonly string keyFile = Path.GetTempFileName();
    private MailRig? rig;

    [Fact]
    public async Task A_signed_mail_arrives_with_its_signature_whole()
    {
        Start();
        var row = await QueueAsync("ana@city.test");
        Assert.IsType<Sent>(await rig!.SendAsync(row));
        var arrived = await servers.DeliveredAsync("city.test/ana", (await rig.RecordAsync()).MessageId);
        using var key = RSA.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(keyFile, TestContext.Current.CancellationToken));
        var tags = DkimCheck.Verify(arrived, key);
        Assert.NotNull(tags);
        Assert.Equal(("hub.test", "s1"), (tags["d"], tags["s"]));
        using var other = RSA.Create(2048);
        Assert.Null(DkimCheck.Verify(arrived, other));
    }

    [Fact]
    public async Task An_address_of_other_letters_gets_its_signed_mail()
    {
        Start();
        var row = await QueueAsync("Жана@eai.test");
        Assert.IsType<Sent>(await rig!.SendAsync(row));
        var arrived = await servers.DeliveredAsync("eai", (await rig.RecordAsync()).MessageId);
        using var key = RSA.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(keyFile, TestContext.Current.CancellationToken));
        Assert.NotNull(DkimCheck.Verify(arrived, key));
        using var message = MimeMessage.Load(new MemoryStream(arrived), TestContext.Current.CancellationToken);
        Assert.Equal("Жана@eai.test", message.To.Mailboxes.Single().Address);
    }

    [Fact]
    public async Task A_token_signs_in_and_a_new_one_is_fetched_when_it_was_taken_back()
    {
        Start(
            ("Mail:Smtp:Password", null!), ("Mail:Smtp:MessagesPerConnection", "1"), ("Mail:Smtp:Token:Endpoint", MailServers.Missing is null ? servers.Tokens.Endpoint : ""),
            ("Mail:Smtp:Token:ClientId", TokenServer.ClientId), ("Mail:Smtp:Token:ClientSecret", TokenServer.ClientSecret), ("Mail:Smtp:Token:Scope", "mail.send"));
        var row = await QueueAsync("ana@city.test");
        Assert.IsType<Sent>(await rig!.SendAsync(row));
        Assert.IsType<Sent>(await rig.SendAsync(row));
        Assert.Equal(1, servers.Tokens.Given);

        servers.Tokens.Revoke();
        Assert.IsType<Sent>(await rig.SendAsync(row));
        Assert.Equal(2, servers.Tokens.Given);

        rig.Clock.Advance(TimeSpan.FromHours(1));
        Assert.IsType<Sent>(await rig.SendAsync(row));
        Assert.Equal(3, servers.Tokens.Given);
    }

    [Theory]
    [InlineData("Mail:Smtp:Password", "wrong", "refused our sign-in")]
    [InlineData("Mail:Smtp:User", null, "554 5.7.1")]
    [InlineData("Mail:Smtp:AuthorityFile", null, "certificate is not trusted")]
    [InlineData("Mail:Smtp:Security", "None", "no STARTTLS (or no sign-in)")]
    public async Task What_the_operator_must_mend_costs_no_mail(string key, string? value, string reason)
    {
        Start((key, value!), key == "Mail:Smtp:User" ? ("Mail:Smtp:Password", null!) : ("Mail:HoldOutsideOfficeHours", "false"));
        var later = Assert.IsType<SendLater>(await rig!.SendAsync(await QueueAsync("ana@city.test")));
        Assert.Contains(reason, later.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_reader_is_refused_for_good()
    {
        Start();
        var never = Assert.IsType<SendNever>(await rig!.SendAsync(await QueueAsync("gone@city.test")));
        Assert.StartsWith("The mail server answered 550 5.1.1", never.Reason, StringComparison.Ordinal);
        Assert.Equal(MailState.Failed, (await rig.RecordAsync()).State);
    }

    [Fact]
    public async Task What_is_put_off_arrives_at_the_next_try_and_so_does_what_met_a_restart()
    {
        Start();
        await servers.DeferAsync("^later@city");
        var row = await QueueAsync("later@city.test");
        var later = Assert.IsType<SendLater>(await rig!.SendAsync(row));
        Assert.Equal("The mail server answered 450 4.7.1.", later.Reason);

        // What waits is tried again after a minute or more, on a new connection.
        await servers.DeferAsync(null);
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<Sent>(await rig.SendAsync(row));
        await servers.DeliveredAsync("city.test/later", (await rig.RecordAsync()).MessageId);

        // The connection that was kept from just now dies with the server.
        await servers.StopSmtpAsync();
        later = Assert.IsType<SendLater>(await rig.SendAsync(row));
        Assert.StartsWith("The mail server can't be reached", later.Reason, StringComparison.Ordinal);
        await servers.StartSmtpAsync();
        Assert.IsType<Sent>(await rig.SendAsync(row));
    }

    public async ValueTask DisposeAsync()
    {
        if (rig is not null)
        {
            await rig.DisposeAsync();
        }

        File.Delete(keyFile);
    }

    private void Start(params (string Key, string Value)[] settings)
    {
        Assert.SkipWhen(MailServers.Missing is not null, MailServers.Missing ?? "");
        using var key = RSA.Create(2048);
        File.WriteAllText(keyFile, key.ExportRSAPrivateKeyPem());
        rig = new(settings:
        [
            ("Mail:Transport", "Smtp"), ("Mail:Smtp:Host", "127.0.0.1"), ("Mail:Smtp:Port", $"{servers.Submission}"), ("Mail:Smtp:CheckRevocation", "false"),
            ("Mail:Smtp:AuthorityFile", servers.Authority), ("Mail:Smtp:User", TokenServer.User), ("Mail:Smtp:Password", "secret"),
            ("Mail:Dkim:KeyFile", keyFile), ("Mail:Dkim:Domain", "hub.test"), ("Mail:Dkim:Selector", "s1"),
            .. settings,
        ]);
    }

    private async Task<OutboxRow> QueueAsync(string address)
    {
        Person reader = rig!.Someone("Ана", address, "mk", rig.City.Id);
        await using (var db = rig.Open())
        {
            db.Add(reader);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await rig.QueueAsync(rig.Order(MailKind.Approval, reader));
        return Assert.Single(await rig.OutboxAsync());
    }
}
