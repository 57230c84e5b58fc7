using System.Text;
using MimeKit;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using Xunit;

namespace StrongCities.Host.Tests.Mail;

/// <summary>Deadlines as calendar files, read by RFC 5545 and not by the library that wrote them.</summary>
public sealed class DeadlineTests : IAsyncDisposable
{
    private readonly MailRig rig = new();

    [Fact]
    public async Task A_deadline_is_a_whole_day_of_the_reader_that_keeps_nobody_busy()
    {
        // 28 September, 22:30 in London is the 29th in Skopje.
        var (file, type) = await FileAsync(rig.Order(MailKind.Approval, rig.Coordinator) with
        {
            DueAt = new(2026, 9, 28, 22, 30, 0, TimeSpan.Zero),
            Deadline = new("deadline.1@hub.example", 61, "/tasks/abc"),
        });
        Assert.Equal("PUBLISH", type.Parameters["method"]);
        Assert.Equal("utf-8", type.Charset, ignoreCase: true);
        Assert.Equal(["VCALENDAR", "VEVENT"], file.Where(line => line.Name == "BEGIN").Select(line => line.Value));
        Assert.Equal("2.0", Of(file, "VERSION"));
        Assert.Equal("PUBLISH", Of(file, "METHOD"));
        Assert.Equal("deadline.1@hub.example", Of(file, "UID"));
        Assert.Equal("61", Of(file, "SEQUENCE"));
        Assert.Equal(("DATE", "20260929"), (file.Single(line => line.Name == "DTSTART").Parameters["VALUE"], Of(file, "DTSTART")));
        Assert.Equal("20260930", Of(file, "DTEND"));
        Assert.Equal("20260914T063000Z", Of(file, "DTSTAMP"));
        Assert.Equal("TRANSPARENT", Of(file, "TRANSP"));
        Assert.Equal("https://hub.example.org/tasks/abc", Of(file, "URL"));
        Assert.StartsWith("[WB-2026-0001]", Of(file, "SUMMARY"), StringComparison.Ordinal);
        Assert.DoesNotContain(file, line => line.Value.Contains("SECRET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_over_is_taken_out_under_the_same_id_with_a_higher_number()
    {
        var (file, type) = await FileAsync(rig.Order(MailKind.Withdrawn, rig.Coordinator) with { Deadline = new("deadline.1@hub.example", 62, "/tasks/abc", IsOver: true) });
        Assert.Equal(("CANCEL", "CANCEL"), (type.Parameters["method"], Of(file, "METHOD")));
        Assert.Equal(("deadline.1@hub.example", "62", "CANCELLED"), (Of(file, "UID"), Of(file, "SEQUENCE"), Of(file, "STATUS")));
    }

    [Fact]
    public async Task Mischief_in_a_title_adds_no_line_to_the_file()
    {
        var (file, _) = await FileAsync(rig.Order(MailKind.Task, rig.Coordinator) with { TaskTitle = "x\r\nATTENDEE:mailto:evil@example.net\nEND:VEVENT; , \\", Deadline = new("1@x", 0, "/tasks/abc") });
        Assert.DoesNotContain(file, line => line.Name == "ATTENDEE");
        Assert.Equal(2, file.Count(line => line.Name == "END"));
    }

    [Theory]
    [InlineData(false, "REQUEST", "CONFIRMED")]
    [InlineData(true, "CANCEL", "CANCELLED")]
    public async Task A_meeting_comes_as_an_invitation_and_is_called_off_under_the_same_id(bool isOff, string method, string status)
    {
        await rig.QueueAsync(rig.Order(MailKind.Programme, rig.Coordinator) with
        {
            Meeting = new(
                "meeting.1@hub.example", 3, "Flood maps\r\nX-EVIL:1", new(2026, 10, 24, 22, 30, 0, TimeSpan.Zero), new(2026, 10, 25, 1, 30, 0, TimeSpan.Zero), "Kumanovo", "/requests", isOff),
        });
        var message = rig.Decrypt(Assert.Single(await rig.OutboxAsync()));
        var part = message.BodyParts.OfType<TextPart>().Single(text => text.ContentType.IsMimeType("text", "calendar"));
        Assert.IsType<MultipartAlternative>(message.Body);
        Assert.Equal(method, part.ContentType.Parameters["method"]);
        using var bytes = new MemoryStream();
        part.Content!.DecodeTo(bytes, TestContext.Current.CancellationToken);
        var file = Parse(bytes.ToArray());
        Assert.Equal((method, status, "meeting.1@hub.example", "3"), (Of(file, "METHOD"), Of(file, "STATUS"), Of(file, "UID"), Of(file, "SEQUENCE")));
        Assert.Equal(("20261024T223000Z", "20261025T013000Z", "Kumanovo"), (Of(file, "DTSTART"), Of(file, "DTEND"), Of(file, "LOCATION")));
        var reader = file.Single(line => line.Name == "ATTENDEE");
        Assert.Equal((message.To.Mailboxes.Single().Address, "FALSE"), (reader.Value["mailto:".Length..], reader.Parameters["RSVP"]));
        Assert.DoesNotContain(file, line => line.Name is "X-EVIL" or "TRANSP");
    }

    [Fact]
    public async Task Without_a_deadline_there_is_no_file()
    {
        await rig.QueueAsync(rig.Order(MailKind.Approval, rig.Coordinator));
        Assert.Empty(rig.Decrypt(Assert.Single(await rig.OutboxAsync())).Attachments);
    }

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    private static string Of(IEnumerable<Property> file, string name) => file.Single(line => line.Name == name).Value;

    private async Task<(IReadOnlyList<Property> File, ContentType Type)> FileAsync(MailOrder order)
    {
        await rig.QueueAsync(order);
        var message = rig.Decrypt(Assert.Single(await rig.OutboxAsync()));
        var part = Assert.IsType<TextPart>(Assert.Single(message.Attachments));
        Assert.Equal("text/calendar", part.ContentType.MimeType);
        Assert.Equal(["text/plain", "text/html"], ((MultipartAlternative)((Multipart)message.Body!)[0]).Select(text => text.ContentType.MimeType));
        using var bytes = new MemoryStream();
        part.Content!.DecodeTo(bytes, TestContext.Current.CancellationToken);
        return (Parse(bytes.ToArray()), part.ContentType);
    }

    /// <summary>Content lines, unfolded (RFC 5545 section 3.1).</summary>
    private static IReadOnlyList<Property> Parse(byte[] file)
    {
        var text = Encoding.UTF8.GetString(file);
        Assert.DoesNotContain("\n", text.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var lines = text.TrimEnd().Split("\r\n");
        Assert.All(lines, line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line));
        return [.. text.Replace("\r\n ", "", StringComparison.Ordinal).TrimEnd().Split("\r\n").Select(PropertyOf)];
    }

    private static Property PropertyOf(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var head = line[..colon].Split(';');
        return new(head[0], head.Skip(1).Select(parameter => parameter.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]), line[(colon + 1)..]);
    }

    private sealed record Property(string Name, IReadOnlyDictionary<string, string> Parameters, string Value);
}
