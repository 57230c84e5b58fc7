using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Host.Tests.Mail;

/// <summary>What somebody may expect of every mail in our name, so that one that is not ours can be told: whatever the data say.</summary>
public sealed partial class PhishingTests(MailContentTests.Shared shared) : IClassFixture<MailContentTests.Shared>
{
    private const string Site = "https://hub.example.org/";
    private const string Evil = "Pay <a href=\"https://evil.example/\">here</a> https://evil.example/pay\r\nFrom: ceo@evil.example\u2028Sender: x\u202E";

    private readonly MailRig rig = shared.Rig;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<string, string>> Cases => MailCases.All().Select(mail => new TheoryDataRow<string, string>(mail.Kind, mail.Language));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_sender_is_the_hub_and_every_link_leads_to_the_one_site(string kind, string language)
    {
        var message = await WriteAsync(kind, language);
        var from = (MailboxAddress)Assert.Single(message.From);
        Assert.Equal((rig.Hub.Name, rig.Hub.Email), (from.Name, from.Address));
        Assert.Null(message.Sender);
        Assert.Empty(message.ReplyTo.Mailboxes.Where(address => !address.Address.EndsWith($"@{MailRig.Domain}", StringComparison.Ordinal)));
        Assert.Single(message.To);
        Assert.Empty(message.Cc);
        Assert.EndsWith($"@{MailRig.Domain}", message.MessageId, StringComparison.Ordinal);

        var html = message.HtmlBody!;
        var links = Tag().Matches(html).SelectMany(tag => Attribute().Matches(tag.Value))
            .Where(attribute => attribute.Groups[1].Value.ToLowerInvariant() is "href" or "src" or "action" or "background").Select(attribute => attribute.Groups[2].Value).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.StartsWith(Site, link, StringComparison.Ordinal));
        // What reads as an address of ours is where it leads.
        Assert.All(Anchor().Matches(html), anchor => Assert.True(
            !anchor.Groups[2].Value.Contains("://", StringComparison.Ordinal) || anchor.Groups[2].Value == anchor.Groups[1].Value, anchor.Value));
        Assert.DoesNotMatch(Active(), html);
        Assert.All(
            message.TextBody!.ReplaceLineEndings("\n").Split('\n').Where(line => line.StartsWith("http", StringComparison.Ordinal)),
            line => Assert.StartsWith(Site, line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en", "ever asks for this code")]
    [InlineData("sq", "")]
    [InlineData("bs", "")]
    [InlineData("sr-Latn", "")]
    [InlineData("sr-Cyrl", "")]
    [InlineData("mk", "")]
    [InlineData("ar", "")]
    public async Task The_mail_with_a_code_says_in_every_language_that_nobody_asks_for_it(string language, string words)
    {
        var message = await WriteAsync(MailKind.StepUp, language);
        var warning = new MailLanguage(rig.Get<Microsoft.Extensions.Localization.IStringLocalizerFactory>(), language, "UTC").Word("StepUp.More");
        Assert.Contains(words, warning, StringComparison.Ordinal);
        Assert.Contains(Spaces().Replace(warning, " "), Spaces().Replace(message.TextBody!.Replace("\u200F", "", StringComparison.Ordinal), " "), StringComparison.Ordinal);
    }

    private async Task<MimeMessage> WriteAsync(string kind, string language)
    {
        var to = rig.Someone(Evil, "reader@city.example", language, rig.City.Id);
        await using var db = rig.Open();
        db.Add(to);
        var order = rig.Order(kind, to, to.Id.ToString()) with
        {
            Note = Evil, TaskTitle = Evil, Items = [Evil], Values = new Dictionary<string, string> { ["helper"] = Evil }, SilenceText = Evil, Code = kind == MailKind.StepUp ? "123456" : null,
        };
        await rig.Get<QueueMail>().QueueAsync(db, order, Token);
        await db.SaveChangesAsync(Token);
        return rig.Decrypt(await db.Outbox.SingleAsync(row => row.Key == $"mail:{order.Key}", Token));
    }

    [GeneratedRegex("""<[a-z][^>"]*(?:"[^"]*"[^>"]*)*>""", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    [GeneratedRegex("""\s([\w-]+)\s*=\s*"([^"]*)"(?=[\s>])""")]
    private static partial Regex Attribute();

    [GeneratedRegex("""<a\s[^>]*href="([^"]+)"[^>]*>([^<]*)</a>""")]
    private static partial Regex Anchor();

    [GeneratedRegex(@"<(form|input|button|script|iframe|object|embed|img|svg|meta http-equiv)\b|\son\w+=", RegexOptions.IgnoreCase)]
    private static partial Regex Active();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
