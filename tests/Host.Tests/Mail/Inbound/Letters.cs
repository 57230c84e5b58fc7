using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Mail.Inbound;
using Xunit;

namespace StrongCities.Host.Tests.Mail.Inbound;

/// <summary>Raw messages to a hub, and the hub that they come to.</summary>
internal static class Letters
{
    public const string Proof = "mx.hub.example; dmarc=pass header.from=example.org";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<HubWorld> StartAsync() => HubWorld.StartAsync(("Mail:Inbound:TrustedAuthServId", "mx.hub.example"), ("Mail:HoldOutsideOfficeHours", "false"));

    /// <summary>A case at triage and the mail that asks its advisor.</summary>
    public static async Task<(Guid Id, MimeMessage Mail)> TriageAsync(HubWorld world)
    {
        var id = await world.SubmitAsync();
        await world.SettleAsync();
        await using var db = world.Db();
        var mail = await db.Mailbox.OrderByDescending(m => m.Id).FirstAsync(m => m.To == "advisor@example.org", Token);
        return (id, MimeMessage.Load(new MemoryStream(mail.Mime), Token));
    }

    public static Task<InboundMail> ReceiveAsync(HubWorld world, byte[] raw, long uid = 1) =>
        world.Services.GetRequiredService<ReceiveMail>().RunAsync(raw, new MailOrigin("test", 1, uid), isProven: false, Token);

    public static byte[] Reply(MimeMessage mail, string text, string results = Proof, string? from = null, string id = "first", string more = "") =>
        Raw(from ?? mail.To.Mailboxes.Single().Address, mail.ReplyTo.Mailboxes.Single().Address, text, results, id, more);

    public static byte[] Raw(string from, string to, string text, string results, string id, string more = "") => Encoding.UTF8.GetBytes(
        $"Authentication-Results: {results}\r\nDelivered-To: {to}\r\n{more}From: {from}\r\nTo: {to}\r\nSubject: Help for schools\r\nMessage-ID: <{id}@city.test>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}");

    public static byte[] Report(string to) => Encoding.UTF8.GetBytes(
        $"Return-Path: <>\r\nDelivered-To: {to}\r\nFrom: MAILER-DAEMON@mx.test\r\nTo: {to}\r\nSubject: failed\r\nMessage-ID: <{Guid.NewGuid():N}@mx.test>\r\nMIME-Version: 1.0\r\n"
        + "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nno\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        + "Reporting-MTA: dns; mx.test\r\n\r\nFinal-Recipient: rfc822; x@y.test\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n");
}
