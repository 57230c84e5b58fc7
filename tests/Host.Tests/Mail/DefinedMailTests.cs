using System.Net;
using System.Text.Json.Nodes;
using StrongCities.Host.Tests.ElsaApi;
using StrongCities.Host.Tests.Pages;
using StrongCities.Host.Tests.Runtime;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using Xunit;

namespace StrongCities.Host.Tests.Mail;

/// <summary>Mails of <c>Elsa.SendEmail</c>, from the workflow to the mailbox.</summary>
[Collection(PageTests.Name)]
public sealed class DefinedMailTests(PageHost host)
{
    private readonly string name = $"m{Guid.NewGuid():N}";

    [Fact]
    public async Task Each_recipient_gets_a_message_of_their_own_with_what_the_author_wrote()
    {
        await RunAsync(new JsonObject
        {
            ["to"] = new JsonArray($"{name}-a@example.org", $"{name}-b@example.org"),
            ["bcc"] = new JsonArray($"{name}-c@example.org"),
            ["subject"] = "Мапе поплава\r\nBcc: thief@example.org",
            ["body"] = "<p>Šabac &amp; Niš</p>",
            ["attachments"] = new JsonObject { ["fileName"] = "a\r\nb.txt", ["contentType"] = "text/plain", ["content"] = "MTIz" },
        });

        foreach (var to in (string[])["a", "b", "c"])
        {
            var message = Assert.Single(await host.SendAsync(new ListMailbox($"{name}-{to}@example.org", 10)));
            var opened = (await host.SendAsync(new OpenMailboxMessage(message.Id)))!;
            using var mime = await MimeKit.MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(opened.Source)));
            Assert.Equal($"{name}-{to}@example.org", Assert.Single(mime.To.Mailboxes).Address);
            Assert.Empty(mime.Bcc);
            Assert.Empty(mime.Cc);
            Assert.StartsWith("Мапе поплава", mime.Subject, StringComparison.Ordinal);
            Assert.Equal("<p>Šabac &amp; Niš</p>", mime.HtmlBody!.TrimEnd());
            Assert.Equal("auto-generated", mime.Headers["Auto-Submitted"]);
            Assert.Contains("@", opened.From, StringComparison.Ordinal);
            var file = Assert.Single(mime.Attachments);
            Assert.DoesNotContain('\n', file.ContentDisposition!.FileName!);
        }

        Assert.Empty(await host.SendAsync(new ListMailbox("thief@example.org", 10)));
    }

    [Fact]
    public async Task A_mail_says_that_it_is_from_whom_the_author_says()
    {
        await RunAsync(new JsonObject { ["from"] = "grants@example.org", ["to"] = new JsonArray($"{name}@example.org"), ["subject"] = "S", ["body"] = "B" });

        var message = Assert.Single(await host.SendAsync(new ListMailbox($"{name}@example.org", 10)));
        Assert.Contains("grants@example.org", (await host.SendAsync(new OpenMailboxMessage(message.Id)))!.From, StringComparison.Ordinal);
    }

    private async Task RunAsync(JsonObject inputs)
    {
        var elsa = await ElsaClient.OfAsync(host);
        var step = Flow.Step("mail", "Elsa.SendEmail");
        foreach (var (input, value) in inputs)
        {
            step[input] = new JsonObject { ["typeName"] = "Object", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value!.DeepClone() } };
        }

        await elsa.SaveAsync(Flow.Sequence(name, step), publish: true);
        Assert.Equal(HttpStatusCode.OK, (await elsa.SendAsync("POST", $"workflow-definitions/{name}/execute")).Status);
        await host.SettleAsync();
    }
}
