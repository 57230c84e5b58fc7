using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Hub.Words;
using Xunit;

namespace StrongCities.Host.Tests.Mail;

public sealed partial class MailWordsTests
{
    private static readonly Dictionary<string, string> English = Read("en");

    public static IEnumerable<TheoryDataRow<string>> Translations =>
        Languages.All.Where(language => language != Languages.Default).Select(language => new TheoryDataRow<string>(language));

    [Theory]
    [MemberData(nameof(Translations))]
    public void Every_language_has_every_word_with_the_same_places(string language)
    {
        var words = Read(language);
        Assert.Equal(English.Keys.Order(), words.Keys.Order());
        Assert.All(words, word => Assert.False(string.IsNullOrWhiteSpace(word.Value), word.Key));
        Assert.All(words, word => Assert.True(Places(English[word.Key]).SequenceEqual(Places(word.Value)), $"{word.Key} has other places: {word.Value}"));
        Assert.All(words, word => Assert.All(
            PluralText.Read(word.Value),
            message => Assert.True(PluralRules.Of(language).Order().SequenceEqual(message.Forms.Order()), $"{word.Key} has other plural forms: {word.Value}")));
    }

    [Theory]
    [InlineData("sr-Cyrl")]
    [InlineData("mk")]
    public void Cyrillic_languages_have_no_Latin_words(string language) =>
        Assert.All(Read(language), word => Assert.DoesNotMatch(Latin(), Form().Replace(word.Value, "")));

    [Fact]
    public void Arabic_has_no_Latin_words_and_no_digits_of_other_kinds() =>
        Assert.All(Read("ar"), word => Assert.DoesNotMatch("[A-Za-z]{2,}|[٠-٩۰-۹]", Form().Replace(word.Value, "")));

    [Theory]
    [InlineData("bs", "zahtev", "sledeć", " vreme", "gde ", "ovde")]
    [InlineData("sr-Latn", "zahtjev", "sljedeć", "vrijeme", "gdje", "ovdje")]
    public void Bosnian_and_Serbian_are_not_mixed(string language, params string[] strangers) =>
        Assert.All(Read(language), word => Assert.All(strangers, stranger => Assert.DoesNotContain(stranger, word.Value, StringComparison.OrdinalIgnoreCase)));

    private static string[] Places(string text) => [.. Place().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal)];

    private static Dictionary<string, string> Read(string language)
    {
        var resources = new ResourceManager(typeof(MailWords));
        var culture = language == Languages.Default ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language);
        return resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }

    [GeneratedRegex(@"\{\d+(, plural)?")]
    private static partial Regex Place();

    [GeneratedRegex(@"\{\d+, plural,|\b(zero|one|two|few|many|other)\{")]
    private static partial Regex Form();

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex Latin();
}
