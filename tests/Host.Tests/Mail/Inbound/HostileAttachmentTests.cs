using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail.Inbound;
using StrongCities.Hub.People;
using Xunit;
using static StrongCities.Host.Tests.Mail.Inbound.Letters;

namespace StrongCities.Host.Tests.Mail.Inbound;

/// <summary>Files that came by mail: kept by what they are, or not at all, and never opened by us.</summary>
public sealed class HostileAttachmentTests
{
    // The text that virus scanners agree to take for a virus, in two halves so that they leave this file alone.
    private const string Eicar = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Name, declared type, content, and the type it is kept under; null when nothing of the message's files is kept.</summary>
    public static TheoryData<string, string, byte[], string?> Files => new()
    {
        { "eicar.com", "application/octet-stream", Encoding.ASCII.GetBytes(Eicar), "text/plain" },
        { "picture.svg", "image/svg+xml", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"u8.ToArray(), "text/plain" },
        { "invoice.html", "text/html", "<script>const b=new Blob([atob('TVo=')]);</script>"u8.ToArray(), "text/plain" },
        { "invoice.pdf", "text/html", "%PDF-1.7 <script>alert(1)</script>"u8.ToArray(), "application/pdf" },
        { "plan.pdf", "application/pdf", "MZ\0\0This program"u8.ToArray(), null },
        { "plan.docx", "application/msword", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], null },
        { "photos.zip", "application/zip", Zip("run.js"), null },
        { "app.jar", "application/java-archive", Zip("META-INF/MANIFEST.MF"), null },
        { "winmail.dat", "application/ms-tnef", [0x78, 0x9F, 0x3E, 0x22, 1, 0, 1], null },
        { "link.lnk", "application/octet-stream", [0x4C, 0, 0, 0, 1, 0x14, 2, 0], null },
        { "empty.pdf", "application/pdf", [], null },
        { "huge.txt", "text/plain", Encoding.ASCII.GetBytes(new string('x', 2_001)), null },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_is_what_it_contains_and_the_words_come_through_whatever_it_is(string name, string declared, byte[] content, string? type)
    {
        await using var world = await HubWorld.StartAsync(
            ("Mail:Inbound:TrustedAuthServId", "mx.hub.example"), ("Mail:HoldOutsideOfficeHours", "false"), ("Attachments:MaxBytes", "2000"), ("Attachments:MaxTotalBytes", "4000"));
        var (id, mail) = await TriageAsync(world);
        Assert.Equal("Noted", (await ReceiveAsync(world, WithFiles(mail, (name, declared, content)))).Reason);
        await using var db = world.Db();
        var kept = await db.Attachments.Where(file => file.CaseId == id).ToListAsync(Token);
        var lines = await db.CaseEvents.Where(line => line.CaseId == id).Select(line => line.Key).ToListAsync(Token);
        Assert.Contains("Event.Reply", lines);
        Assert.Equal(type is null, lines.Contains("Event.ReplyFilesRefused"));
        Assert.Equal(type is null ? [] : new[] { (name, type) }, kept.Select(file => (file.FileName, file.ContentType)));
        if (type is not null)
        {
            var opened = (await world.SendAsync(new OpenAttachment(await world.ViewerAsync("advisor@example.org"), kept[0].Id)))!;
            await using var stream = opened.Content;
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, Token);
            Assert.Equal(content, copy.ToArray());
        }
    }

    [Theory]
    [InlineData("../../../etc/cron.d/x.pdf", "x.pdf")]
    [InlineData("C:\\Windows\\evil.pdf", "evil.pdf")]
    [InlineData("invoice\u202Efdp.exe", "invoicefdp.exe")]
    [InlineData("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf")]
    [InlineData("  ", "file")]
    public async Task A_name_is_only_a_name(string name, string kept)
    {
        await using var world = await StartAsync();
        var (id, mail) = await TriageAsync(world);
        await ReceiveAsync(world, WithFiles(mail, (name, "application/pdf", "%PDF-1.7 x"u8.ToArray())));
        await using var db = world.Db();
        var file = await db.Attachments.SingleAsync(f => f.CaseId == id, Token);
        Assert.Equal(kept, file.FileName);
        Assert.Equal([file.Sha256], Directory.GetFiles(Path.Combine(world.DataFolder, "attachments")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Too_many_files_and_a_message_in_a_message_are_left_out()
    {
        await using var world = await StartAsync();
        var (id, mail) = await TriageAsync(world);
        var many = Enumerable.Range(0, 60).Select(i => ($"{i}.txt", "text/plain", Encoding.ASCII.GetBytes($"{i}"))).ToArray();
        Assert.Equal("Noted", (await ReceiveAsync(world, WithFiles(mail, many))).Reason);
        await using var db = world.Db();
        Assert.Empty(await db.Attachments.Where(f => f.CaseId == id).ToListAsync(Token));

        using var inner = new MimeMessage { Subject = "Approve", Body = new TextPart("plain") { Text = "Decline\nNo.\n" } };
        inner.From.Add(new MailboxAddress("", "advisor@example.org"));
        var attached = new MessagePart { Message = inner, ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) };
        Assert.Equal("Noted", (await ReceiveAsync(world, Build(mail, new TextPart("plain") { Text = "See below.\n" }, attached), uid: 2)).Reason);
        Assert.Equal(CaseStatus.Triage, await world.StatusAsync(id));
        Assert.Empty(await db.Attachments.Where(f => f.CaseId == id).ToListAsync(Token));
    }

    [Fact]
    public async Task Of_a_sender_who_is_not_proven_no_file_is_kept()
    {
        await using var world = await StartAsync();
        var (id, mail) = await TriageAsync(world);
        var raw = Encoding.UTF8.GetString(WithFiles(mail, ("a.pdf", "application/pdf", "%PDF-1.7 x"u8.ToArray()))).Replace("dmarc=pass", "dmarc=fail", StringComparison.Ordinal);
        Assert.Equal("Unproven", (await ReceiveAsync(world, Encoding.UTF8.GetBytes(raw))).Reason);
        await using var db = world.Db();
        Assert.False(await db.Attachments.AnyAsync(f => f.CaseId == id, Token));
        Assert.Empty(Directory.EnumerateFiles(world.DataFolder, "*", SearchOption.AllDirectories).Where(file => file.Contains("attachments", StringComparison.Ordinal)));
    }

    private static byte[] WithFiles(MimeMessage asking, params IEnumerable<(string Name, string Type, byte[] Content)> files) => Build(
        asking,
        [
            new TextPart("plain") { Text = "Here it is.\n" },
            .. files.Select(file => new MimePart(ContentType.Parse(file.Type))
            {
                Content = new MimeContent(new MemoryStream(file.Content)), FileName = file.Name, ContentTransferEncoding = ContentEncoding.Base64,
                ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = file.Name },
            }),
        ]);

    private static byte[] Build(MimeMessage asking, params IReadOnlyList<MimeEntity> parts)
    {
        var body = new Multipart("mixed");
        foreach (var part in parts)
        {
            body.Add(part);
        }

        using var message = new MimeMessage { Subject = "Re", MessageId = $"{Guid.NewGuid():N}@city.test", Body = body };
        message.From.Add(new MailboxAddress("", asking.To.Mailboxes.Single().Address));
        message.To.AddRange(asking.ReplyTo);
        message.Headers.Insert(0, HeaderId.AuthenticationResults, Proof);
        using var bytes = new MemoryStream();
        message.WriteTo(bytes, Token);
        return bytes.ToArray();
    }

    private static byte[] Zip(string entry)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var stream = zip.CreateEntry(entry).Open();
            stream.Write("x"u8);
        }

        return bytes.ToArray();
    }
}
