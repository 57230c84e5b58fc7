using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Opportunities.Sources;
using StrongCities.Hub.People;
using StrongCities.Hub.Tasks;
using StrongCities.Hub.Words;
using Xunit;

namespace StrongCities.Host.Tests.Pages;

/// <summary>The resource files and the pages, as files.</summary>
public sealed partial class WordsTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "../../.."));

    [Theory]
    [InlineData("Host/Words/Pages")]
    [InlineData("Designer/Words/Shell")]
    public void Every_language_has_the_same_keys_and_places_and_leaves_nothing_empty(string file)
    {
        var english = Read(file, "");
        Assert.NotEmpty(english);
        foreach (var language in Languages.All.Skip(1))
        {
            var texts = Read(file, $".{language}");
            Assert.Equal(english.Keys.Order(StringComparer.Ordinal), texts.Keys.Order(StringComparer.Ordinal));
            foreach (var (key, text) in english)
            {
                Assert.True(texts[key].Trim().Length > 0, $"{language} {key} is empty");
                Assert.True(Places(text).SequenceEqual(Places(texts[key])), $"{language} {key} has other places");
                Assert.All(PluralText.Read(texts[key]), message => Assert.Equal(PluralRules.Of(language).Order(), message.Forms.Order()));
            }
        }
    }

    [Fact]
    public void Every_key_that_pages_use_exists_and_no_key_is_unused()
    {
        var keys = Read("Host/Words/Pages", "").Keys.ToHashSet(StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        var begun = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in Sources("*.cshtml").Concat(Sources("*.cs")))
        {
            foreach (Match match in KeyPattern().Matches(File.ReadAllText(source)))
            {
                (match.Value.Contains('{', StringComparison.Ordinal) ? begun : used).Add(match.Value.Trim('"').Split('{')[0]);
            }
        }

        foreach (var key in Enum.GetNames<CaseStatus>().SelectMany(name => new[] { $"Status.{name}", $"Status.{name}.Say" })
            .Concat(Enum.GetNames<Lane>().SelectMany(name => new[] { $"Lane.{name}", $"Lane.{name}.Hint" }))
            .Concat(Enum.GetNames<Roles>().Where(name => name != nameof(Roles.None)).SelectMany(name => new[] { $"Role.{name}", $"Role.{name}.Hint" }))
            .Concat(Enum.GetNames<CaseParty>().Select(name => $"Party.{name}"))
            .Concat(Enum.GetNames<CaseStepState>().Select(name => $"Step.{name}"))
            .Concat(Enum.GetNames<TaskState>().Select(name => $"TaskState.{name}"))
            .Concat(Enum.GetNames<TaskKind>().Select(name => $"Task.{name}"))
            .Concat(Enum.GetNames<SourceKind>().Select(name => $"SourceKind.{name}"))
            .Concat(Enum.GetNames<SourceHealth>().Select(name => $"SourceHealth.{name}"))
            .Concat(Enum.GetNames<SourceOutcome>().Select(name => $"SourceOutcome.{name}"))
            .Concat(Enum.GetNames<SourceProblem>().Where(name => name != nameof(SourceProblem.None)).Select(name => $"SourceProblem.{name}"))
            .Concat(Enum.GetNames<MailState>().Select(name => $"MailState.{name}")))
        {
            used.Add(key);
        }

        var wanted = used.Where(key => keys.Any(known => known.Split('.')[0] == key.Split('.')[0])).ToList();
        Assert.Contains("Welcome.Title", wanted);
        Assert.DoesNotContain(wanted, key => !keys.Contains(key) && !NotOurs.Contains(key));
        Assert.DoesNotContain(keys, key => !used.Contains(key) && !begun.Any(start => key.StartsWith(start, StringComparison.Ordinal))
            && !key.EndsWith(".Hint", StringComparison.Ordinal)
            && !key.EndsWith(".Text", StringComparison.Ordinal));
    }

    [Fact]
    public void No_page_holds_text_of_its_own()
    {
        var wrong = new List<string>();
        foreach (var file in Sources("*.cshtml"))
        {
            var markup = Code().Replace(File.ReadAllText(file), "");
            foreach (Match text in Text().Matches(markup))
            {
                var words = Razor().Replace(text.Groups[1].Value, "");
                if (Letters().IsMatch(words))
                {
                    wrong.Add($"{Path.GetFileName(file)}: {words.Trim()}");
                }
            }

            wrong.AddRange(Spoken().Matches(markup).Select(match => $"{Path.GetFileName(file)}: {match.Value}"));
        }

        Assert.Empty(wrong);
    }

    /// <summary>Strings that look like keys of ours and are none.</summary>
    private static readonly HashSet<string> NotOurs = ["Form.WishedBy", "Form.Lane", "Form.Title", "Form.Problem", "Form.Wish", "Form.Authority", "Form.Risks", "Form.RiskId", "Form.EarlierHelp", "Form.OnBehalfOf", "Form.Confidential"];

    private static IEnumerable<string> Sources(string pattern) => new[] { "Host", "Designer" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories))
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static Dictionary<string, string> Read(string file, string language) => XDocument.Load(Path.Combine(Root, $"{file}{language}.resx")).Root!
        .Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static IEnumerable<string> Places(string text) => Regex.Matches(text, "\\{\\d(, plural)?").Select(match => match.Value).Order(StringComparer.Ordinal);

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex("\"[A-Z][A-Za-z]+(\\.[A-Za-z{}.]+)+\"")]
    private static partial Regex KeyPattern();

    /// <summary>Code blocks and lines of code: not markup.</summary>
    [GeneratedRegex("@\\*.*?\\*@|@\\{.*?^\\}|^\\s*@?(if|else|foreach|for|switch|case|default|break|var|using|model|page|inject|namespace|addTagHelper)\\b[^\\n]*$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex(">([^<>]*)<")]
    private static partial Regex Text();

    [GeneratedRegex("@\\([^\\n]*|@[A-Za-z][^\\n<]*|@Html[^\\n]*")]
    private static partial Regex Razor();

    [GeneratedRegex("\\p{L}{2}")]
    private static partial Regex Letters();

    [GeneratedRegex("(placeholder|title|aria-label|alt)=\"(?!@)[^\"]+\"")]
    private static partial Regex Spoken();
}
