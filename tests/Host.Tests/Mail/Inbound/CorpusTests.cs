using System.Runtime.CompilerServices;
using MimeKit;
using StrongCities.Hub.Mail.Inbound;
using Xunit;

namespace StrongCities.Host.Tests.Mail.Inbound;

/// <summary>Raw messages of many kinds, each with what it is and the option that it names; see <c>Corpus/expected.txt</c>.</summary>
public sealed class CorpusTests
{
    private static readonly InboundOptions Limits = new();

    public static IEnumerable<TheoryDataRow<string, InboundKind, string>> Messages =>
        File.ReadLines(Path.Combine(Folder(), "expected.txt")).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' '))
            .Select(words => new TheoryDataRow<string, InboundKind, string>(words[0], Enum.Parse<InboundKind>(words[1]), words[2]));

    [Theory]
    [MemberData(nameof(Messages))]
    public void Every_message_is_what_it_is_and_decides_only_what_it_says(string name, InboundKind kind, string option)
    {
        var raw = File.ReadAllBytes(Path.Combine(Folder(), $"{name}.eml"));
        if (RawLimits.Problem(raw, Limits) is not null)
        {
            Assert.Equal(InboundKind.Hostile, kind);
            return;
        }

        using var message = MimeMessage.Load(new MemoryStream(raw));
        var found = ClassifyMail.Of(message, "hub.example");
        Assert.Equal(kind, found);
        var command = found == InboundKind.Human ? ReplyWords.CommandOf(NewText.Of(message, ReplyWords.Markers).Lines) : null;
        Assert.Equal(option, command?.Option ?? "-");
    }

    [Fact]
    public void The_corpus_is_whole()
    {
        Assert.True(Messages.Count() >= 60);
        Assert.Equal(
            Directory.EnumerateFiles(Folder(), "*.eml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal),
            Messages.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("dsn-unknown", BounceWeight.Hard)]
    [InlineData("dsn-full", BounceWeight.Soft)]
    [InlineData("dsn-policy", BounceWeight.Soft)]
    [InlineData("dsn-delayed", BounceWeight.None)]
    [InlineData("dsn-old-style", BounceWeight.Soft)]
    public void A_report_weighs_what_its_status_says(string name, BounceWeight weight)
    {
        using var message = MimeMessage.Load(Path.Combine(Folder(), $"{name}.eml"), TestContext.Current.CancellationToken);
        Assert.Equal(weight, DeliveryReport.Of(message).Weight);
    }

    [Theory]
    [InlineData("mx.hub.example; dmarc=pass header.from=city.example", true)]
    [InlineData("mx.hub.example; dkim=pass header.d=city.example", true)]
    [InlineData("mx.hub.example; dkim=pass header.d=evil.example", false)]
    [InlineData("mx.hub.example; dmarc=fail header.from=city.example; dkim=pass header.d=city.example", false)]
    [InlineData("mx.hub.example; dmarc=pass header.from=evil.example", false)]
    [InlineData("mx.evil.example; dmarc=pass header.from=city.example", false)]
    [InlineData("mx.hub.example; spf=pass smtp.mailfrom=city.example", false)]
    public void A_sender_is_proven_only_by_our_own_server_and_for_its_own_domain(string results, bool proven)
    {
        var message = new MimeMessage();
        message.From.Add(new MailboxAddress("", "Ana@City.example"));
        message.Headers.Insert(0, "Authentication-Results", results);
        Assert.Equal(new SenderCheck("ana@city.example", proven), SenderCheck.Of(message, "mx.hub.example"));
        Assert.False(SenderCheck.Of(message, null).IsProven);
    }

    [Fact]
    public void Results_below_the_topmost_prove_nothing()
    {
        var message = new MimeMessage();
        message.From.Add(new MailboxAddress("", "ana@city.example"));
        message.Headers.Insert(0, "Authentication-Results", "mx.hub.example; dmarc=pass header.from=city.example");
        message.Headers.Insert(0, "Authentication-Results", "mx.hub.example; dmarc=fail header.from=city.example");
        Assert.False(SenderCheck.Of(message, "mx.hub.example").IsProven);
    }

    [Fact]
    public void A_reply_address_is_read_in_any_case_and_only_in_its_own_domain()
    {
        var secret = ReplyAddress.Mint();
        var address = ReplyAddress.Of(MailGrantPurpose.Reply, secret, "hub.example");
        Assert.Equal(64, address.IndexOf('@', StringComparison.Ordinal) + 32);
        Assert.Equal((MailGrantPurpose.Reply, secret), ReplyAddress.Read(address.ToUpperInvariant(), "hub.example"));
        Assert.Null(ReplyAddress.Read(address, "evil.example"));
        Assert.Null(ReplyAddress.Read("reply+short@hub.example", "hub.example"));
        Assert.NotEqual(secret, ReplyAddress.Mint());
    }

    [Fact]
    public void What_is_kept_of_a_reply_holds_no_secret()
    {
        var text = NewText.Of($"See /t/abcdefghijkl.{new string('S', 27)} and {ReplyAddress.Of(MailGrantPurpose.Reply, ReplyAddress.Mint(), "hub.example")}", ReplyWords.Markers).Text;
        Assert.DoesNotContain("SSSS", text, StringComparison.Ordinal);
        Assert.DoesNotContain("reply+", text, StringComparison.Ordinal);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(file))!, "Corpus");
}
