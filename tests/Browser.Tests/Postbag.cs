using System.Text.RegularExpressions;
using MimeKit;
using Xunit;

namespace StrongCities.Browser.Tests;

/// <summary>The mails to the people of a story, step by step: each must be expected, and nothing else may come.</summary>
/// <param name="file">Tells the story: a line for each step, and indented below it its mails, each as <c>who: heading</c>.</param>
/// <param name="sink">Takes the host's mails.</param>
/// <param name="people">Whom the story is about: their addresses, and what the story calls them.</param>
/// <param name="about">What a mail of the story names: some have other work, too.</param>
/// <param name="elsewhere">What a mail of other stories names: the same opportunity in another city, if there is one.</param>
public sealed partial class Postbag(string file, SmtpSink sink, IReadOnlyDictionary<string, string> people, IReadOnlyList<string> about, string? elsewhere)
{
    private readonly List<string> told = [];
    private int read;

    /// <summary>Everything that came so far, each as <c>who: heading</c>, in the order of its coming.</summary>
    public List<string> Story { get; } = [];

    /// <summary>Leaves out what came before the story begins.</summary>
    public void Begin() => read = sink.Messages.Count;

    /// <summary>
    /// The mails since the last time are those that the story's file has for the step, which is the next one there. Of one step they may come in any order.
    /// With the environment variable <c>WRITE_STORY</c> set, the file is written anew, to be read before it is kept.
    /// </summary>
    /// <param name="step">What led to them.</param>
    public void Brings(string step)
    {
        var all = sink.Messages;
        var mails = all.Skip(read).Where(Belongs).ToList();
        read = all.Count;
        Story.AddRange(mails.Select(Line));
        Assert.All(mails, Reads);
        string[] came = [step, .. mails.Select(mail => $"  {Line(mail)}").Order(StringComparer.Ordinal)];
        if (Environment.GetEnvironmentVariable("WRITE_STORY") is not null)
        {
            told.AddRange(came);
            File.WriteAllLines(file, told);
            return;
        }

        var lines = File.ReadAllLines(file);
        var expected = lines.Skip(told.Count).TakeWhile((line, place) => place == 0 || line.StartsWith(' '));
        Assert.Equal(string.Join('\n', expected), string.Join('\n', came));
        told.AddRange(came);
    }

    /// <summary>The story's file has no further step.</summary>
    public void End() => Assert.Equal(File.ReadAllLines(file), told);

    /// <summary>The newest mail to somebody whose subject holds some words.</summary>
    public MimeMessage Newest(string who, string words) =>
        sink.Messages.LastOrDefault(mail => people.GetValueOrDefault(ToOf(mail)) == who && SubjectOf(mail).Contains(words, StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"No mail with '{words}' has come to the {who}, but: {string.Join("; ", sink.Messages.Where(mail => people.GetValueOrDefault(ToOf(mail)) == who).Select(SubjectOf))}");

    /// <summary>The first link in a mail to one of our paths.</summary>
    public static string LinkIn(MimeMessage mail, string path) =>
        Links().Matches(TextOf(mail)).Select(match => match.Value).FirstOrDefault(url => new Uri(url).AbsolutePath.StartsWith(path, StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"No link to {path} in: {mail.TextBody}");

    /// <summary>The code in a mail.</summary>
    public static string CodeIn(MimeMessage mail) => Code().Match(mail.TextBody ?? "").Groups[1].Value;

    /// <summary>How many days the calendar file of a mail has.</summary>
    public static int DaysIn(MimeMessage mail) =>
        Regex.Count(mail.BodyParts.OfType<TextPart>().Single(part => part.ContentType.IsMimeType("text", "calendar")).Text, "BEGIN:VEVENT");

    /// <summary>Its text without the folds.</summary>
    public static string TextOf(MimeMessage mail) => Blanks().Replace(mail.TextBody ?? "", " ");

    private bool Belongs(MimeMessage mail) =>
        people.ContainsKey(ToOf(mail)) && $"{SubjectOf(mail)} {TextOf(mail)}" is var text && about.Any(word => text.Contains(word, StringComparison.Ordinal)) && (elsewhere is null || !text.Contains(elsewhere, StringComparison.Ordinal));

    // The number and what it is about are the same for all.
    private string Line(MimeMessage mail)
    {
        var heading = Number().Replace(SubjectOf(mail), "");
        foreach (var word in about)
        {
            heading = heading.Replace($": {word}", "", StringComparison.Ordinal);
        }

        return $"{people[ToOf(mail)]}: {heading}";
    }

    // Two parts in the reader's language, and no list that is announced and empty.
    private static void Reads(MimeMessage mail)
    {
        Assert.False(string.IsNullOrWhiteSpace(mail.HtmlBody));
        Assert.DoesNotMatch(@"\b0 (milestones|things|more papers)", TextOf(mail));
        Assert.DoesNotMatch(@"\b(Task|Stage|Milestone|Option|Obligation|Instalment)\.[A-Z]", TextOf(mail));
    }

    private static string SubjectOf(MimeMessage mail) => mail.Subject ?? "";

    private static string ToOf(MimeMessage mail) => mail.To.Mailboxes.Single().Address;

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Links();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^\[[^\]]+\] ")]
    private static partial Regex Number();

    [GeneratedRegex(@"^\s+(\d{6})\s*$", RegexOptions.Multiline)]
    private static partial Regex Code();
}
