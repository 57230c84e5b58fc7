using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Host.Tests.Mail;

/// <summary>Every kind of mail in every language, written from its sample: the mails of processes that don't exist yet too.</summary>
public sealed partial class MailKindTests(MailContentTests.Shared shared) : IClassFixture<MailContentTests.Shared>
{
    private readonly MailRig rig = shared.Rig;

    public static IEnumerable<TheoryDataRow<string>> Tags => Languages.All.Select(language => new TheoryDataRow<string>(language));

    [Fact]
    public void Every_kind_is_in_the_catalogue_once()
    {
        Assert.Equal(MailCases.Kinds.Order(), MailCatalogue.All.Select(kind => kind.Id).Order());
        Assert.Equal(MailCatalogue.All.Count, MailCatalogue.All.Select(kind => kind.Words).Distinct().Count());
        string[] catalogue =
        [
            .. new[] { ('A', 5), ('B', 11), ('C', 10), ('D', 3), ('Z', 1) }.SelectMany(group => Enumerable.Range(1, group.Item2).Select(number => $"{group.Item1}{number}")),
        ];
        Assert.Empty(catalogue.Except(MailCases.Kinds));
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public async Task Every_sample_is_whole_in_both_parts(string language)
    {
        foreach (var kind in MailCatalogue.All)
        {
            var content = Write(kind, language);
            var html = await rig.Get<MailHtml>().WriteAsync(content);
            var text = MailText.Write(content);
            var seen = System.Net.WebUtility.HtmlDecode(Markup().Replace(html, " "));

            Assert.Equal(2, Regex.Count(html, $"lang=\"{language}\" dir=\"{Languages.Direction(language)}\""));
            Assert.True(!Unresolved().IsMatch(seen) && !Unresolved().IsMatch(text), $"{kind.Id} {language}: {Unresolved().Match(seen + text).Value}");
            Assert.InRange(Encoding.UTF8.GetByteCount(html), 1, 100_000);
            Assert.InRange(content.Preheader.Length, 40, 90);
            Assert.NotEmpty(content.Links);
            Assert.All(content.Links, link => Assert.StartsWith("https://hub.example.org/", link.Url.AbsoluteUri, StringComparison.Ordinal));
            Assert.All(Href().Matches(html), href => Assert.StartsWith("https://hub.example.org/", href.Groups[1].Value, StringComparison.Ordinal));
            foreach (var part in content.Facts.SelectMany(fact => new[] { fact.Label, fact.Text }).Concat(content.Items).Concat(content.Paragraphs).Prepend(content.Heading))
            {
                Assert.Contains(OneSpace(part), OneSpace(seen), StringComparison.Ordinal);
                Assert.Contains(OneSpace(part), OneSpace(text), StringComparison.Ordinal);
            }

            if (Languages.IsRightToLeft(language))
            {
                Assert.All(
                    text.Split('\n').Where(line => line.Length > 0 && line != "-- "),
                    line => Assert.True(line.StartsWith("https://", StringComparison.Ordinal) != line.StartsWith('\u200F'), line));
                Assert.Equal(text.Count(letter => letter == '\u2068'), text.Count(letter => letter == '\u2069'));
            }
        }
    }

    [Theory]
    [InlineData("en", "EUR 37,500.50", "Saturday, 5 December 2026, 12:00")]
    [InlineData("bs", "37.500,50 EUR", "subota, 5. decembar 2026, 12:00")]
    [InlineData("sq", "37\u00A0500,50 EUR", "e shtunë, 5 dhjetor 2026, ora 12:00")]
    [InlineData("mk", "37.500,50 EUR", "сабота, 5 декември 2026, 12:00")]
    [InlineData("ar", "37,500.50 EUR", "السبت، 5 كانون الأول/ديسمبر 2026، 12:00")]
    public void Money_and_moments_are_written_as_the_language_has_them(string language, string money, string moment)
    {
        var facts = Write(MailCatalogue.Find(MailKind.Opportunity)!, language).Facts.Select(fact => Plain(fact.Text)).ToList();
        Assert.Contains(money, facts);
        Assert.Contains(facts, fact => fact.StartsWith(moment, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en", 1, "1 thing is still open")]
    [InlineData("en", 2, "2 things are still open")]
    [InlineData("sr-Cyrl", 1, "Отворена је 1 ставка")]
    [InlineData("sr-Cyrl", 3, "Отворене су 3 ставке")]
    [InlineData("bs", 5, "Otvoreno je 5 stavki")]
    [InlineData("bs", 21, "Otvorena je 21 stavka")]
    [InlineData("mk", 21, "Отворена е 21 ставка")]
    [InlineData("mk", 5, "Отворени се 5 ставки")]
    [InlineData("ar", 0, "لا أمور مفتوحة")]
    [InlineData("ar", 2, "بقي أمران مفتوحان")]
    [InlineData("ar", 3, "بقيت 3 أمور مفتوحة")]
    [InlineData("ar", 11, "بقي 11 أمرًا مفتوحًا")]
    [InlineData("ar", 100, "بقي 100 أمر مفتوح")]
    public void A_mail_counts_as_its_language_does(string language, int count, string expected)
    {
        var kind = MailCatalogue.Find(MailKind.Countdown)!;
        var situation = Situation(kind, language);
        situation = situation with { Order = situation.Order with { Items = [.. Enumerable.Repeat("x", count)] } };
        Assert.Contains(expected, Plain(ComposeMail.Write(kind, situation).Paragraphs[1]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_changed_is_told_as_it_was_and_as_it_is()
    {
        var english = Write(MailCatalogue.Find(MailKind.OpportunityChanged)!, "en").Facts;
        Assert.Contains(new("Closes", "Saturday, 5 December 2026 → Monday, 21 December 2026"), english);
        Assert.Contains(Write(MailCatalogue.Find(MailKind.RedRisk)!, "bs").Facts, fact => fact == new LabelledText("Nivo", "Treba pratiti → Visok"));
        Assert.Contains(Write(MailCatalogue.Find(MailKind.RedRisk)!, "ar").Facts, fact => Plain(fact.Text) == "تحت المراقبة ← مرتفع");
    }

    [Fact]
    public void Days_and_moments_of_a_workflow_are_put_into_words_and_nothing_else_is()
    {
        var language = new MailLanguage(rig.Get<IStringLocalizerFactory>(), "sr-Latn", "Europe/Belgrade");
        string Say(string value) => MailFact.Of("x", value).In(language);
        Assert.Equal("subota, 5. decembar 2026", Say("2026-12-05"));
        Assert.Equal("subota, 5. decembar 2026, 12:00 (srednjoevropsko vreme, UTC+1)", Say("2026-12-05T11:00:00Z"));
        Assert.All(["2026-13-05", "12", "5.12.2026", "2026-12-05T11:00:00", "IPA-2026-12-05"], text => Assert.Equal(text, Say(text)));
    }

    /// <summary>A judge who shares no code with us: Python's own parser, which refuses what breaks the standards.</summary>
    [Fact]
    public async Task An_independent_parser_finds_nothing_wrong_with_any_of_them()
    {
        var folder = Directory.CreateTempSubdirectory("mail-kinds-");
        try
        {
            foreach (var (kind, language) in MailCatalogue.All.SelectMany(kind => Languages.All.Select(language => (kind, language))))
            {
                var situation = Situation(kind, language);
                var content = ComposeMail.Write(kind, situation);
                using var message = MailMessage.Build(
                    content,
                    await rig.Get<MailHtml>().WriteAsync(content),
                    situation.Hub,
                    situation.To,
                    situation.Case is null ? null : Guid.Empty,
                    MailRig.Domain,
                    new MailRoute(situation.To.Email) { Bounces = "bounce@mail.hub.example" },
                    MailSample.Now)!;
                await File.WriteAllBytesAsync(Path.Combine(folder.FullName, $"{kind.Id}.{language}.eml"), MailMessage.ToBytes(message), TestContext.Current.CancellationToken);
            }

            var (code, said) = await JudgeAsync(folder.FullName);
            Assert.True(code == 0, said);
            Assert.Contains($"{MailCatalogue.All.Count * Languages.All.Count} mails", said, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Code, string Said)> JudgeAsync(string folder)
    {
        var start = new ProcessStartInfo("python3", [Path.Combine(Here(), "check_mail.py"), folder, "https://hub.example.org/"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Process? judge = null;
        try
        {
            judge = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("No python3: install it to have the mails judged by a parser that isn't ours.");
        }

        using (judge)
        {
            var errors = judge!.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var said = await judge.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await judge.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (judge.ExitCode, said + await errors);
        }
    }

    private MailSituation Situation(IMailKind kind, string language) => MailSample.Situation(
        kind, new MailLanguage(rig.Get<IStringLocalizerFactory>(), language, "Europe/Skopje"), rig.Get<Microsoft.Extensions.Options.IOptions<MailOptions>>().Value);

    private MailContent Write(IMailKind kind, string language) => ComposeMail.Write(kind, Situation(kind, language));

    private static string Plain(string text) => text.Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal);

    private static string OneSpace(string text) => Spaces().Replace(Plain(text).Replace("\u200F", "", StringComparison.Ordinal).Replace("\n- ", "\n", StringComparison.Ordinal), " ").Trim();

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex(@"[{}]|undefined|\bnull\b|plural|\b[A-Z]\w+\.[A-Z]\w+\b")]
    private static partial Regex Unresolved();

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Href();

    [GeneratedRegex("<style>.*?</style>|<!--.*?-->|<[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Markup();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
