using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace StrongCities.Host.Tests.Mail.Inbound;

/// <summary>
/// A Postfix and a Dovecot of our own on loopback ports, with all their files in a folder of their own. They need root, as mail servers do,
/// and touch nothing of the system's own servers.
/// </summary>
public sealed class MailServers : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("mail-servers-").FullName;
    private readonly int[] ports = FreePorts(8);

    private TokenServer? tokens;

    public int Mx => ports[0];

    /// <summary>Their certificate, which vouches for itself.</summary>
    public string Authority => Path.Combine(folder, "tls", "c.pem");

    /// <summary>Gives the tokens that <see cref="Submission"/> takes by XOAUTH2.</summary>
    public TokenServer Tokens => tokens ?? throw new InvalidOperationException("There are no servers here.");

    /// <summary>Of the certificate that they made for themselves: no other is taken.</summary>
    public string CertificateHash
    {
        get
        {
            using var own = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, "tls", "c.pem"));
            return own.GetCertHashString();
        }
    }

    public int Submission => ports[1];

    /// <summary>Where the server's own filter hands mail back, with its results on top. <see cref="Mx"/> takes such results out of what comes from outside.</summary>
    public int Filtered => ports[6];

    public int Imap => ports[2];

    /// <summary>Why there are no servers here, or <see langword="null"/>.</summary>
    public static string? Missing => new[] { "postfix", "dovecot", "openssl" }.FirstOrDefault(tool => !IsInstalled(tool)) is { } tool
        ? $"{tool} is not installed"
        : !Environment.IsPrivilegedProcess ? "Mail servers start as root only"
        : null;

    /// <summary>A mailbox of hub.test, as Dovecot keeps it.</summary>
    public string Maildir(string name) => Path.Combine(folder, "mail", "hub.test", name);

    private string Postfix => Path.Combine(folder, "postfix");

    private string Dovecot => Path.Combine(folder, "dovecot");

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        foreach (var part in new[] { "postfix/etc", "postfix/queue", "postfix/data", "dovecot/run", "dovecot/state", "mail", "tls" })
        {
            Directory.CreateDirectory(Path.Combine(folder, part));
        }

        await RunAsync("chmod", "755", folder, Postfix, Path.Combine(Postfix, "queue"));
        await RunAsync("chown", "postfix", Path.Combine(Postfix, "data"));
        await RunAsync("chmod", "777", Path.Combine(folder, "mail"));
        await RunAsync("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", Path.Combine(folder, "tls/k.pem"), "-out", Path.Combine(folder, "tls/c.pem"));
        tokens = await TokenServer.StartAsync(ports[7]);
        await WriteAsync("dovecot/dovecot.conf", DovecotConfiguration());
        await WriteAsync("dovecot/oauth2.conf", $"tokeninfo_url = {tokens.Info}?access_token=\nusername_attribute = email\n");
        await WriteAsync("postfix/etc/greylist", "");
        await WriteAsync("postfix/etc/boxes", "/^.+@eai\\.test$/ eai/\n");
        await WriteAsync("postfix/etc/main.cf", PostfixConfiguration());
        await WriteAsync("postfix/etc/master.cf", PostfixServices());
        await WriteAsync("postfix/etc/users", "if !/^(gone|unknown)[+@]/\n/^.+@(hub|city)\\.test$/ ok\nendif\n");
        await WriteAsync("postfix/etc/aliases", "/^(reply|bounce)\\+.*@hub\\.test$/ box@hub.test\n");
        await WriteAsync("postfix/etc/transport", $"/@bounce\\.test$/ smtp:[127.0.0.1]:{ports[5]}\n/@eai\\.test$/ virtual:\n");
        await WriteAsync("postfix/etc/results", "/^Authentication-Results:\\s*mx\\.hub\\.test\\b/ IGNORE\n");
        await WriteAsync("postfix/etc/remote", "/@bounce\\.test$/ 550 5.1.1 no such user here\n");
        await StartImapAsync();
        await AnswersAsync(ports[3]);
        await StartSmtpAsync();
    }

    public async Task StartSmtpAsync()
    {
        await RunAsync("postfix", "-c", Path.Combine(Postfix, "etc"), "start");
        foreach (var port in new[] { Mx, Submission, Filtered })
        {
            await AnswersAsync(port);
        }
    }

    /// <summary>Stops the mail server with all its connections.</summary>
    public Task StopSmtpAsync() => RunAsync("postfix", "-c", Path.Combine(Postfix, "etc"), "stop");

    /// <summary>Says which recipients the mail server puts off.</summary>
    /// <param name="recipients">A pattern; <see langword="null"/> for none.</param>
    public async Task DeferAsync(string? recipients)
    {
        await WriteAsync("postfix/etc/greylist", recipients is null ? "" : $"/{recipients}/ 450 4.7.1 greylisted\n");
        await RunAsync("postfix", "-c", Path.Combine(Postfix, "etc"), "reload");
    }

    /// <summary>Waits until a message lies in a mailbox.</summary>
    /// <param name="mailbox">Domain and name, such as <c>city.test/ana</c>.</param>
    /// <param name="messageId">Which.</param>
    /// <returns>Its bytes, lines ended by CR LF as they were on the wire.</returns>
    public async Task<byte[]> DeliveredAsync(string mailbox, string messageId)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var place = Path.Combine(folder, "mail", mailbox, "new");
        while (true)
        {
            foreach (var file in Directory.Exists(place) ? Directory.GetFiles(place) : [])
            {
                var text = await File.ReadAllTextAsync(file, System.Text.Encoding.Latin1, deadline.Token);
                if (text.Contains($"Message-Id: <{messageId}>", StringComparison.OrdinalIgnoreCase))
                {
                    return System.Text.Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\r\n"));
                }
            }

            await Task.Delay(20, deadline.Token);
        }
    }

    public async Task StartImapAsync()
    {
        await RunAsync("dovecot", "-c", Path.Combine(Dovecot, "dovecot.conf"));
        await AnswersAsync(Imap);
    }

    /// <summary>Stops the IMAP server, by the process id in its own file.</summary>
    public async Task StopImapAsync()
    {
        var file = Path.Combine(Dovecot, "run/master.pid");
        if (!File.Exists(file))
        {
            return;
        }

        using var master = Process.GetProcessById(int.Parse((await File.ReadAllTextAsync(file)).Trim(), CultureInfo.InvariantCulture));
        await RunAsync("kill", master.Id.ToString(CultureInfo.InvariantCulture));
        await master.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        if (Missing is null)
        {
            await RunAsync("postfix", "-c", Path.Combine(Postfix, "etc"), "stop");
            await StopImapAsync();
            await Tokens.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static bool IsInstalled(string tool) =>
        new[] { "/usr/sbin", "/usr/bin", "/usr/local/bin" }.Any(place => File.Exists(Path.Combine(place, tool)));

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] free = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Dispose());
        return free;
    }

    private static async Task AnswersAsync(int port)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, deadline.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50, deadline.Token);
            }
        }
    }

    private static async Task RunAsync(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool) { RedirectStandardError = false };
        Array.ForEach(arguments, start.ArgumentList.Add);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(process.ExitCode == 0, $"{tool} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }

    private Task WriteAsync(string file, string text) => File.WriteAllTextAsync(Path.Combine(folder, file), text);

    private string DovecotConfiguration() => $$"""
        base_dir = {{Dovecot}}/run
        state_dir = {{Dovecot}}/state
        protocols = imap lmtp
        listen = 127.0.0.1
        log_path = {{folder}}/dovecot.log
        ssl = yes
        ssl_cert = <{{folder}}/tls/c.pem
        ssl_key = <{{folder}}/tls/k.pem
        disable_plaintext_auth = no
        auth_mechanisms = plain login xoauth2 oauthbearer
        auth_failure_delay = 0
        mail_location = maildir:{{folder}}/mail/%d/%n
        mail_uid = mail
        mail_gid = mail
        first_valid_uid = 1
        recipient_delimiter = +
        lmtp_save_to_detail_mailbox = no
        default_vsz_limit = 0
        passdb {
          driver = oauth2
          mechanisms = xoauth2 oauthbearer
          args = {{Dovecot}}/oauth2.conf
        }
        passdb {
          mechanisms = plain login
          driver = static
          args = password=secret
        }
        userdb {
          driver = static
          args = uid=mail gid=mail home={{folder}}/mail/%d/%n allow_all_users=yes
        }
        namespace inbox {
          inbox = yes
        }
        service imap-login {
          inet_listener imap {
            port = {{Imap}}
          }
          inet_listener imaps {
            port = 0
          }
        }
        service lmtp {
          inet_listener lmtp {
            address = 127.0.0.1
            port = {{ports[3]}}
          }
        }
        service auth {
          inet_listener postfix-sasl {
            address = 127.0.0.1
            port = {{ports[4]}}
          }
        }
        service anvil {
          unix_listener anvil-auth-penalty {
            mode = 0
          }
        }

        """;

    private string PostfixConfiguration() => $"""
        compatibility_level = 3.6
        config_directory = {Postfix}/etc
        queue_directory = {Postfix}/queue
        data_directory = {Postfix}/data
        meta_directory = /etc/postfix
        maillog_file = {folder}/postfix.log
        maillog_file_prefixes = {folder}
        myhostname = mx.hub.test
        mydestination =
        mynetworks = 127.0.0.0/8
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        recipient_delimiter = +
        virtual_mailbox_domains = hub.test, city.test, eai.test
        virtual_mailbox_maps = regexp:{Postfix}/etc/users, regexp:{Postfix}/etc/boxes
        virtual_mailbox_base = {folder}/mail
        virtual_minimum_uid = 1
        virtual_uid_maps = static:8
        virtual_gid_maps = static:8
        virtual_alias_maps = regexp:{Postfix}/etc/aliases
        virtual_transport = lmtp:inet:127.0.0.1:{ports[3]}
        relay_domains = bounce.test
        transport_maps = regexp:{Postfix}/etc/transport
        default_transport = error:5.7.1 nothing leaves this machine
        smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
        smtpd_recipient_restrictions = permit_mynetworks, reject_unauth_destination
        smtpd_tls_cert_file = {folder}/tls/c.pem
        smtpd_tls_key_file = {folder}/tls/k.pem
        smtpd_tls_security_level = may
        smtpd_sasl_type = dovecot
        smtpd_sasl_path = inet:127.0.0.1:{ports[4]}
        smtpd_error_sleep_time = 0
        disable_dns_lookups = yes
        alias_maps =
        alias_database =
        local_transport = error:5.1.1 no local mail
        notify_classes =

        """;

    private string PostfixServices() => $"""
        127.0.0.1:{Mx} inet n - n - - smtpd
          -o cleanup_service_name=outside
        127.0.0.1:{Filtered} inet n - n - - smtpd
        127.0.0.1:{Submission} inet n - n - - smtpd
          -o smtpd_sasl_auth_enable=yes -o smtpd_tls_security_level=encrypt
          -o smtpd_relay_restrictions=permit_sasl_authenticated,reject -o smtpd_recipient_restrictions=check_recipient_access,regexp:{Postfix}/etc/greylist,permit_sasl_authenticated,reject
        127.0.0.1:{ports[5]} inet n - n - - smtpd
          -o myhostname=remote.test -o smtpd_recipient_restrictions=check_recipient_access,regexp:{Postfix}/etc/remote,reject
          -o smtpd_relay_restrictions=permit
        cleanup unix n - n - 0 cleanup
        outside unix n - n - 0 cleanup
          -o header_checks=regexp:{Postfix}/etc/results
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000? 1 tlsmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        verify unix - - n - 1 verify
        proxymap unix - - n - - proxymap
        smtp unix - - n - - smtp
        relay unix - - n - - smtp
        showq unix n - n - - showq
        error unix - - n - - error
        retry unix - - n - - error
        lmtp unix - - n - - lmtp
        virtual unix - n n - - virtual
        anvil unix - - n - 1 anvil
        scache unix - - n - 1 scache
        postlog unix-dgram n - n - 1 postlogd
        pickup unix n - n 60 1 pickup

        """;
}
