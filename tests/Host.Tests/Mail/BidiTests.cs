using Microsoft.EntityFrameworkCore;
using MimeKit;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using Xunit;

namespace StrongCities.Host.Tests.Mail;

/// <summary>Names and words that are written from right to left, or turned around on purpose, among ours.</summary>
public sealed class BidiTests(MailContentTests.Shared shared) : IClassFixture<MailContentTests.Shared>
{
    private const string Arabic = "مدينة السلام";
    private readonly MailRig rig = shared.Rig;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Ana Kovač", false, "Ana Kovač")]
    [InlineData("Ана Ковач", false, "Ана Ковач")]
    [InlineData("Ana", true, "\u2068Ana\u2069")]
    [InlineData(Arabic, false, "\u2068" + Arabic + "\u2069")]
    [InlineData("שלום", false, "\u2068שלום\u2069")]
    [InlineData("Ana\u202Eevorppa", false, "Anaevorppa")]
    [InlineData("\u2069\u2067" + Arabic + "\u2069\u2069", false, "\u2068" + Arabic + "\u2069")]
    [InlineData("2 > 1", false, "2 > 1")]
    public void Data_turns_nothing_but_itself(string data, bool amongRightToLeft, string expected) =>
        Assert.Equal(expected, BidiText.Isolate(data, amongRightToLeft));

    [Theory]
    [InlineData("a\u2068b\u2069c", "a\u2068b\u2069c")]
    [InlineData("a\u2068bc", "abc")]
    [InlineData("a\u2069\u2068c", "ac")]
    [InlineData("a\u2066b\u2069c", "abc")]
    [InlineData("\u2068\u2068a\u2069\u2069", "a")]
    [InlineData("a\u202Eb\u202Cc", "abc")]
    public void Only_whole_isolates_stay_in_a_mail(string text, string expected) => Assert.Equal(expected, CleanText.Line(text));

    [Fact]
    public async Task A_name_in_arabic_letters_stands_isolated_in_sentences_and_facts_and_free_in_its_own_block()
    {
        var to = rig.Someone(Arabic, "reader@city.example", "en", rig.City.Id);
        await using var db = rig.Open();
        db.Add(to);
        var order = rig.Order(MailKind.Approval, to, to.Id.ToString()) with
        {
            Note = $"{Arabic}\u202E 123", Values = new Dictionary<string, string> { ["helper"] = $"{Arabic} (3)" },
        };
        await rig.Get<QueueMail>().QueueAsync(db, order, Token);
        await db.SaveChangesAsync(Token);
        var message = rig.Decrypt(await db.Outbox.SingleAsync(row => row.Key == $"mail:{order.Key}", Token));
        Assert.Contains($"\u2068{Arabic}\u2069,", message.TextBody, StringComparison.Ordinal);
        Assert.Contains($": \u2068{Arabic} (3)\u2069", message.TextBody, StringComparison.Ordinal);
        Assert.Contains($"> {Arabic} 123", message.TextBody, StringComparison.Ordinal);
        var html = System.Net.WebUtility.HtmlDecode(message.HtmlBody!);
        Assert.Contains($"\u2068{Arabic}\u2069,", html, StringComparison.Ordinal);
        Assert.Matches($"<td[^>]*><span dir=\"auto\">{System.Text.RegularExpressions.Regex.Escape($"{Arabic} (3)")}", html);
        Assert.DoesNotContain('\u202E', html);
    }
}
