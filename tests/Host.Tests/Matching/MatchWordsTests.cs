using System.Collections;
using System.Globalization;
using System.Resources;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using StrongCities.Hub.Matching;
using Xunit;

namespace StrongCities.Host.Tests.Matching;

/// <summary>Everything that matching says has a word. Other tests hold the languages beside each other.</summary>
public sealed partial class MatchWordsTests
{
    private static readonly HashSet<string> Words = [.. new ResourceManager(typeof(StrongCities.Hub.Words.Words))
        .GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().Select(entry => (string)entry.Key)];

    [Fact]
    public void Every_reason_that_a_rule_gives_has_its_word_and_no_word_is_left_over()
    {
        var folder = Path.GetFullPath(Path.Combine(Here(), "../../../Workflows/Hub/Matching"));
        var given = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Reason().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        Assert.Contains("Match.Country.Open", given);
        Assert.Equal(given.Order(StringComparer.Ordinal), Words.Where(word => word.StartsWith("Match.", StringComparison.Ordinal) || word.StartsWith("Score.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_value_that_is_shown_has_its_word()
    {
        string[] wanted =
        [
            .. Of<Overall>(), .. Of<AlertLane>(), .. Of<MatchRule>(), .. Of<RuleState>(), .. Of<ScoreKey>(), .. Of<RefusalKind>(), .. HubThemes.All.Select(theme => $"Theme.{theme}"),
        ];
        Assert.All(wanted, key => Assert.Contains(key, Words));
    }

    private static IEnumerable<string> Of<T>()
        where T : struct, Enum =>
        Enum.GetNames<T>().Select(name => $"{typeof(T).Name}.{name}");

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex("\"((?:Match|Score)\\.[A-Za-z.]+)\"")]
    private static partial Regex Reason();
}
