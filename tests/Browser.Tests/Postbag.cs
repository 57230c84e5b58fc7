using System.Text.RegularExpressions;
using MimeKit;
using Xunit;

namespace StrongCities.Browser.Tests;

/// <summary>The mails to the people of a story, step by step: each must be expected, and nothing else may come.</summary>
/// <param name="sink">Takes the host's mails.</param>
/// <param name="people">Whom the story is about: their addresses, and what the story calls them.</param>
/// <param name="about">What a mail of the story names: some have other work, too.</param>
/// <param name="elsewhere">What a mail of other stories names: the same opportunity in another city.</param>
public sealed partial class Postbag(SmtpSink sink, IReadOnlyDictionary<string, string> people, IReadOnlyList<string> about, string elsewhere)
{
    private int read;

    /// <summary>Everything that came so far, each as <c>who: heading</c>, in the order of its coming.</summary>
    public List<string> Story { get; } = [];

    /// <summary>Leaves out what came before the story begins.</summary>
    public void Begin() => read = sink.Messages.Count;

    /// <summary>The mails since the last time are these. Of one moment they may come in any order.</summary>
    /// <param name="step">What led to them, for the one who reads that they differ.</param>
    /// <param name="expected">Each as <c>who: heading</c>.</param>
    public void Brings(string step, params string[] expected)
    {
        var all = sink.Messages;
        var mails = all.Skip(read).Where(Belongs).ToList();
        var came = mails.ConvertAll(Line);
        read = all.Count;
        Story.AddRange(came);
        Assert.All(mails, Reads);
        if (Environment.GetEnvironmentVariable("STORY_TELL") is { } file)
        {
            File.AppendAllLines(file, [$"== {step}", .. came.Select(line => $"   {line}")]);
            return;
        }

        Assert.True(
            expected.Order(StringComparer.Ordinal).SequenceEqual(came.Order(StringComparer.Ordinal)),
            $"{step}\nexpected:\n  {string.Join("\n  ", expected.Order(StringComparer.Ordinal))}\ncame:\n  {string.Join("\n  ", came.Order(StringComparer.Ordinal))}");
    }

    /// <summary>The newest mail to somebody whose subject holds some words.</summary>
    public MimeMessage Newest(string who, string words) =>
        sink.Messages.LastOrDefault(mail => people.GetValueOrDefault(ToOf(mail)) == who && SubjectOf(mail).Contains(words, StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"No mail with '{words}' has come to the {who}. There are: {string.Join("; ", Story)}");

    /// <summary>The first link in a mail to one of our paths.</summary>
    public static string LinkIn(MimeMessage mail, string path) =>
        Links().Matches(TextOf(mail)).Select(match => match.Value).FirstOrDefault(url => new Uri(url).AbsolutePath.StartsWith(path, StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"No link to {path} in: {mail.TextBody}");

    /// <summary>The code in a mail.</summary>
    public static string CodeIn(MimeMessage mail) => Code().Match(mail.TextBody ?? "").Groups[1].Value;

    /// <summary>Its text without the folds.</summary>
    public static string TextOf(MimeMessage mail) => Blanks().Replace(mail.TextBody ?? "", " ");

    private bool Belongs(MimeMessage mail) =>
        people.ContainsKey(ToOf(mail)) && TextOf(mail) is var text && about.Any(word => text.Contains(word, StringComparison.Ordinal)) && !text.Contains(elsewhere, StringComparison.Ordinal);

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
