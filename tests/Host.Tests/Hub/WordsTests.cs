using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.People;
using StrongCities.Hub.Tasks;
using Xunit;

namespace StrongCities.Host.Tests.Hub;

public sealed partial class WordsTests
{
    private static readonly Dictionary<string, string> English = Read(Languages.Default);

    public static TheoryData<string> Translations => [.. Languages.All.Where(language => language != Languages.Default)];

    [Theory]
    [MemberData(nameof(Translations))]
    public void Every_language_has_every_word_with_the_same_places(string language)
    {
        var words = Read(language);
        Assert.Equal(English.Keys.Order(StringComparer.Ordinal), words.Keys.Order(StringComparer.Ordinal));
        Assert.All(words, word => Assert.False(string.IsNullOrWhiteSpace(word.Value), word.Key));
        Assert.All(words, word => Assert.Equal(Places(English[word.Key]), Places(word.Value)));
    }

    [Fact]
    public void Every_value_that_is_shown_has_its_word()
    {
        var keys = new[]
        {
            Of<CaseStatus>("Status.{0}"), Of<CaseStatus>("Status.{0}.Next"), Of<Lane>("Lane.{0}"), Of<Roles>("Role.{0}"), Of<TaskState>("TaskState.{0}"),
            Of<CaseParty>("Party.{0}"), Of<SilencePolicy>("Silence.{0}"), Of<MilestoneKind>("Milestone.{0}"), Of<MandateState>("Mandate.{0}"), Of<CaseStage>("Stage.{0}"),
        };
        Assert.All(keys.SelectMany(key => key), key => Assert.Contains(key, English));
        Assert.All(typeof(RequestForm).GetProperties(), property => Assert.Contains($"Field.{property.Name}", English));
    }

    [Fact]
    public void Every_word_that_the_process_names_is_there()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "workflow-definitions", "technical-support-request.json"));
        var named = Named().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.Contains("Task.Triage", named);
        Assert.All(named, key => Assert.Contains(key, English));
        Assert.All(["Accept", "Return", "Redirect", "Decline", "Approve", "Changes", "Answered"], option => Assert.Contains($"Option.{option}", English));
        Assert.All(["Advisor", "Helper", "Answer", "Usefulness", "WhatChanges", "ByWhomAndWhen"], field => Assert.Contains($"Field.{field}", English));
    }

    [Theory]
    [InlineData("grant-application", "Task.FullProposal")]
    [InlineData("internal-review", "Task.ReviewLaw")]
    [InlineData("partner-papers", "Task.PartnerPapers")]
    [InlineData("sign-off", "Task.SignApplication")]
    public void Every_word_that_applications_name_is_there(string file, string one)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "workflow-definitions", $"{file}.json"));
        var named = Named().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.Contains(one, named);
        Assert.All(named, key => Assert.Contains(key, English));
    }

    [Theory]
    [InlineData("sr-Cyrl")]
    [InlineData("mk")]
    public void Cyrillic_languages_have_no_Latin_words(string language) =>
        Assert.All(Read(language), word => Assert.DoesNotMatch(Latin(), Known().Replace(word.Value, "")));

    [Theory]
    [InlineData("bs", "zahtev", "savet", "sledi", "uvek")]
    [InlineData("sr-Latn", "zahtjev", "savjet", "slijedi", "uvijek")]
    public void Bosnian_and_Serbian_are_not_mixed(string language, params string[] strangers) =>
        Assert.All(Read(language), word => Assert.All(strangers, stranger => Assert.DoesNotContain(stranger, word.Value, StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<string> Of<T>(string pattern)
        where T : struct, Enum =>
        Enum.GetNames<T>().Select(name => string.Format(CultureInfo.InvariantCulture, pattern, name));

    private static string[] Places(string text) => [.. Place().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal)];

    private static Dictionary<string, string> Read(string language)
    {
        var culture = language == Languages.Default ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language);
        return new ResourceManager(typeof(StrongCities.Hub.Words.Words)).GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"Task\.[A-Z][A-Za-z]+")]
    private static partial Regex Named();

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex Latin();

    // Names of formats, units, the beginning of an address and an example of one stay as they are.
    [GeneratedRegex(@"PDF|PNG|JPEG|DOCX|XLSX|ODT|ODS|CSV|MB|https://|cron|name@example\.org")]
    private static partial Regex Known();
}
