using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Host.Tests.Mail;

public sealed partial class MailContentTests(MailContentTests.Shared shared) : IClassFixture<MailContentTests.Shared>
{
    private readonly MailRig rig = shared.Rig;

    public static IEnumerable<TheoryDataRow<string, string>> Cases => MailCases.All().Select(mail => new TheoryDataRow<string, string>(mail.Kind, mail.Language));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Every_mail_is_whole_in_every_language(string kind, string language)
    {
        var (content, message) = await WriteAsync(kind, language);
        var html = message.HtmlBody!;
        var text = message.TextBody!;

        Assert.Equal(content.Subject, message.Subject);
        Assert.False(string.IsNullOrWhiteSpace(message.Subject));
        Assert.Contains($"<html lang=\"{language}\" dir=\"{Languages.Direction(language)}\"", html, StringComparison.Ordinal);
        Assert.Equal(message.Subject, System.Net.WebUtility.HtmlDecode(Title().Match(html).Groups[1].Value));
        Assert.Single(Heading().Matches(html));
        Assert.InRange(content.Preheader.Length, 40, 90);
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 1, 100_000);
        Assert.DoesNotMatch(Unresolved(), Visible(html));
        Assert.DoesNotMatch(Unresolved(), text);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.All(text.Split('\n'), line => Assert.True(line.TrimEnd('\r').Length <= 78 || line.StartsWith("https://", StringComparison.Ordinal), line));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Both_parts_tell_the_same(string kind, string language)
    {
        var (content, message) = await WriteAsync(kind, language);
        var seen = OneSpace(Visible(message.HtmlBody!));
        var read = OneSpace(Unquoted(message.TextBody!));
        string[] told =
        [
            content.Heading, .. content.Paragraphs, .. content.Items, .. content.Footer,
            .. content.Facts.SelectMany(fact => new[] { fact.Label, fact.Text }),
            content.Note!.Label, .. content.Note.Lines, content.Consequence!.Label, .. content.Consequence.Lines,
            .. content.Links.Select(link => link.Label), content.Links[0].Url.AbsoluteUri,
        ];

        // A digest has news in place of facts.
        Assert.True(kind == MailKind.Digest ? content.Items.Count > 0 : content.Facts.Count > 0);
        Assert.All(told, part => Assert.Contains(OneSpace(part), seen, StringComparison.Ordinal));
        Assert.All(told, part => Assert.Contains(OneSpace(part), read, StringComparison.Ordinal));
        Assert.All(content.Links, link => Assert.Contains($"href=\"{link.Url.AbsoluteUri}\"", message.HtmlBody, StringComparison.Ordinal));
        Assert.All(content.Links, link => Assert.Contains($"\n{link.Url.AbsoluteUri}\n", message.TextBody!.ReplaceLineEndings("\n"), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_wire_format_is_seven_bit_with_short_lines(string kind, string language)
    {
        var (_, message) = await WriteAsync(kind, language);
        var wire = MailMessage.ToBytes(message);

        Assert.All(wire, octet => Assert.InRange(octet, 0, 127));
        Assert.All(Encoding.ASCII.GetString(wire).Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));
        Assert.DoesNotContain('\n', Encoding.ASCII.GetString(wire).Replace("\r\n", "", StringComparison.Ordinal));
        var again = MimeMessage.Load(new MemoryStream(wire), TestContext.Current.CancellationToken);
        Assert.Equal(message.Subject, again.Subject);
        Assert.Equal(message.TextBody, again.TextBody);
        Assert.Equal(message.HtmlBody, again.HtmlBody);
    }

    [Theory]
    [InlineData("en", "Monday, 28 September 2026, 16:00 (Central European time, UTC+2)")]
    [InlineData("sq", "e hënë, 28 shtator 2026, ora 16:00 (koha e Evropës Qendrore, UTC+2)")]
    [InlineData("bs", "ponedjeljak, 28. septembar 2026, 16:00 (srednjoevropsko vrijeme, UTC+2)")]
    [InlineData("sr-Latn", "ponedeljak, 28. septembar 2026, 16:00 (srednjoevropsko vreme, UTC+2)")]
    [InlineData("sr-Cyrl", "понедељак, 28. септембар 2026, 16:00 (средњоевропско време, UTC+2)")]
    [InlineData("mk", "понеделник, 28 септември 2026, 16:00 (средноевропско време, UTC+2)")]
    [InlineData("ar", "الاثنين، 28 أيلول/سبتمبر 2026، 16:00 (توقيت وسط أوروبا، UTC+2)")]
    public async Task Times_are_in_the_words_and_the_zone_of_the_reader(string language, string expected)
    {
        var (content, _) = await WriteAsync(MailKind.Approval, language);
        Assert.Contains(content.Facts, fact => fact.Text.Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal) == expected);
    }

    [Theory]
    [InlineData("Asia/Tbilisi", "2026-01-05T20:30:00Z", "Tuesday, 6 January 2026, 00:30 (Asia/Tbilisi, UTC+4)")]
    [InlineData("Asia/Kolkata", "2026-01-05T20:30:00Z", "Tuesday, 6 January 2026, 02:00 (Asia/Kolkata, UTC+5:30)")]
    [InlineData("Europe/London", "2026-01-05T20:30:00Z", "Monday, 5 January 2026, 20:30 (Europe/London, UTC)")]
    [InlineData("Europe/Skopje", "2026-01-11T20:30:00Z", "Sunday, 11 January 2026, 21:30 (Central European time, UTC+1)")]
    [InlineData("America/New_York", "2026-07-05T20:30:00Z", "Sunday, 5 July 2026, 16:30 (America/New_York, UTC-4)")]
    [InlineData("Nowhere/Atall", "2026-07-05T20:30:00Z", "Sunday, 5 July 2026, 20:30 (UTC)")]
    public void Every_zone_names_itself(string zone, string moment, string expected)
    {
        var language = new MailLanguage(rig.Get<Microsoft.Extensions.Localization.IStringLocalizerFactory>(), "en", zone);
        Assert.Equal(expected, language.Time(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Cyrillic_readers_see_the_city_in_their_letters()
    {
        var (latin, _) = await WriteAsync(MailKind.RequestReceived, "sr-Latn");
        var (cyrillic, _) = await WriteAsync(MailKind.RequestReceived, "mk");
        Assert.Contains(latin.Facts, fact => fact is { Label: "Grad", Text: "Kumanovo" });
        Assert.Contains(cyrillic.Facts, fact => fact is { Label: "Град", Text: "Куманово" });
    }

    [Fact]
    public async Task A_word_that_is_nowhere_is_shown_as_it_is()
    {
        await using var db = rig.Open();
        var order = rig.Order(MailKind.PleaseComplete, rig.Coordinator) with { Items = ["Gap.Unheard"], Values = new Dictionary<string, string> { ["oddity"] = "x" } };
        var mail = await rig.Get<ComposeMail>().RunAsync(db, order, TestContext.Current.CancellationToken);
        Assert.Equal(["Gap.Unheard"], mail!.Content.Items);
        Assert.Contains(new("oddity", "x"), mail.Content.Facts);
    }

    [Fact]
    public async Task A_very_long_note_is_cut_and_says_so()
    {
        await using var db = rig.Open();
        var order = rig.Order(MailKind.Answer, rig.Advisor) with { Note = new string('x', 30_000) };
        var mail = await rig.Get<ComposeMail>().RunAsync(db, order, TestContext.Current.CancellationToken);
        Assert.Equal(4_001, mail!.Content.Note!.Lines[0].Length);
        Assert.Contains("portal", mail.Content.Note.Lines[1], StringComparison.Ordinal);
    }

    [GeneratedRegex("<title>(.*?)</title>")]
    private static partial Regex Title();

    [GeneratedRegex("<h1[ >]")]
    private static partial Regex Heading();

    // Places not filled, template signs, and keys such as Fact.City.
    [GeneratedRegex(@"\{\d|\{\{|undefined|\b(Fact|Button|Day|Month|Date|Zone|Link|Footer|Silence|Note|[A-Z]\w+)\.(Title|Text|More|Preheader|[A-Z]\w+)\b")]
    private static partial Regex Unresolved();

    [GeneratedRegex(@"<style>.*?</style>|<!--.*?-->|<[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Markup();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    private static string Visible(string html) => System.Net.WebUtility.HtmlDecode(Markup().Replace(html, " "));

    private static string OneSpace(string text) => Spaces().Replace(text, " ").Trim();

    private static string Unquoted(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimStart('\u200F')).Select(line => line is ['>' or '!' or '-', ' ', ..] ? line[2..] : line));

    private async Task<(MailContent Content, MimeMessage Message)> WriteAsync(string kind, string language)
    {
        var to = rig.Someone("Jun Ćosić", "reader@city.example", language, rig.City.Id);
        await using var db = rig.Open();
        db.Add(to);
        var order = rig.Order(kind, to, to.Id.ToString());
        var mail = await rig.Get<ComposeMail>().RunAsync(db, order, TestContext.Current.CancellationToken);
        await rig.Get<QueueMail>().QueueAsync(db, order, TestContext.Current.CancellationToken);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        Assert.Equal(language, mail!.Content.Language);
        return (mail.Content, rig.Decrypt(await db.Outbox.SingleAsync(row => row.Key == $"mail:{order.Key}", TestContext.Current.CancellationToken)));
    }

    /// <summary>One database for all cases: they only add to it.</summary>
    public sealed class Shared : IAsyncDisposable
    {
        public MailRig Rig { get; } = new();

        public ValueTask DisposeAsync() => Rig.DisposeAsync();
    }
}
