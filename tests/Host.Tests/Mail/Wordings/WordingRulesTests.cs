using Microsoft.Extensions.Options;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.Mail.Wordings;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Host.Tests.Mail.Wordings;

/// <summary>What may stand in the words of a mail, and where these stand.</summary>
public sealed class WordingRulesTests
{
    private static readonly RegionalHub Hub = new()
    {
        Id = Guid.NewGuid(), Key = "hub", Name = "Hub", NumberPrefix = "WB", Calendar = "BE", TimeZone = "Europe/Brussels", Email = "hub@hub.example",
    };

    public static TheoryData<string, string> Cases => [.. MailCases.All()];

    [Theory]
    [InlineData("Plain words")]
    [InlineData("Ваше барање {{ number }} од {{ city }}")]
    [InlineData("{{ title | truncate: 30 }}: {% if advisor %}{{ advisor }}{% else %}{{ hub }}{% endif %}")]
    [InlineData("Write to hub@hub.example or see https://hub.example.org/requests")]
    [InlineData("5 < 6, me & you, d.o.o., itd. Pa i to")]
    [InlineData("Our data: all of it. The hotel: booked.")]
    public async Task Good_words_are_taken(string source) => Assert.Null(await JudgeAsync(WordingSlot.Subject, source));

    [Theory]
    [InlineData("", "Problem.Wording.Empty")]
    [InlineData("  \n ", "Problem.Wording.Empty")]
    [InlineData("{% if false %}x{% endif %}", "Problem.Wording.Empty")]
    [InlineData("{{ advisor }}", "Problem.Wording.SometimesEmpty")]
    [InlineData("{{ number", "Problem.Wording.Syntax")]
    [InlineData("{{ nonsense }}", "Problem.Wording.Unknown")]
    [InlineData("x{% if false %}{{ nonsense }}{% endif %}", "Problem.Wording.Unknown")]
    [InlineData("{% assign a = 1 %}x", "Problem.Wording.Tag")]
    [InlineData("{% for i in (1..201) %}x{% endfor %}", "Problem.Wording.Loop")]
    [InlineData("{% for i in (1..121) %}x{% endfor %}", "Problem.Wording.TooLong")]
    [InlineData("{% for i in (1..200) %}xxxxxxxx{% endfor %}", "Problem.Wording.TooLong")]
    [InlineData("<b>x</b>", "Problem.Wording.Markup")]
    [InlineData("x{% if false %}<script>{% endif %}", "Problem.Wording.Markup")]
    [InlineData("{{ '<' | append: 'a>' }}", "Problem.Wording.Markup")]
    [InlineData("x&nbsp;y", "Problem.Wording.Markup")]
    [InlineData("<!-- x", "Problem.Wording.Markup")]
    [InlineData("See https://evil.example/x", "Problem.Wording.Link")]
    [InlineData("See https://hub.example.org.evil.example/", "Problem.Wording.Link")]
    [InlineData("See https://hub.example.org@evil.example/", "Problem.Wording.Link")]
    [InlineData("See http://hub.example.org/", "Problem.Wording.Link")]
    [InlineData("See www.evil.example", "Problem.Wording.Link")]
    [InlineData("See evil.com/login", "Problem.Wording.Link")]
    [InlineData("See пример.мк", "Problem.Wording.Link")]
    [InlineData("Write to a@evil.com", "Problem.Wording.Link")]
    [InlineData("mailto:a@evil.com", "Problem.Wording.Link")]
    [InlineData("javascript:alert(1)", "Problem.Wording.Link")]
    [InlineData("{{ 'https' | append: '://evil.example' }}", "Problem.Wording.Link")]
    [InlineData("x{% if false %}https://evil.example{% endif %}", "Problem.Wording.Link")]
    [InlineData("a\u202Eb", "Problem.Wording.Hidden")]
    [InlineData("a\u2066b", "Problem.Wording.Hidden")]
    [InlineData("a\u200Bb", "Problem.Wording.Hidden")]
    [InlineData("a\u0007b", "Problem.Wording.Hidden")]
    [InlineData("a\u2028b", "Problem.Wording.Hidden")]
    [InlineData("a\uE000b", "Problem.Wording.Hidden")]
    public async Task Bad_words_are_refused_with_a_reason_at_their_field(string source, string problem)
    {
        var found = await JudgeAsync(WordingSlot.Subject, source);
        Assert.Equal(("Subject", problem), (found?.Field, found?.Key));
    }

    [Fact]
    public async Task A_template_far_longer_than_its_text_is_refused() =>
        Assert.Equal("Problem.TooLong", (await JudgeAsync(WordingSlot.Subject, string.Concat(Enumerable.Repeat("{% if false %}x{% endif %}", 30)) + "x"))?.Key);

    [Theory]
    [InlineData("Mail:Wordings:MaxSubject", "39")]
    [InlineData("Mail:Wordings:MaxSubject", "251")]
    [InlineData("Mail:Wordings:MaxHeading", "1")]
    [InlineData("Mail:Wordings:MaxOpening", "8001")]
    [InlineData("Mail:Wordings:MaxClosing", "99")]
    [InlineData("Mail:Wordings:MaxIterations", "10001")]
    [InlineData("Mail:Wordings:MaxTime", "00:00:11")]
    [InlineData("Mail:Wordings:RecentCases", "0")]
    public async Task A_limit_out_of_its_range_stops_the_start(string setting, string value)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => HubWorld.StartEmptyAsync((setting, value)));
        Assert.Contains(setting.Split(':')[^1], failure.Message, StringComparison.Ordinal);
    }

    /// <summary>With other words in every place, all else of every mail is as it was, above all what keeps the reader safe.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Only_the_chosen_places_change(string kind, string language)
    {
        await using var rig = new MailRig();
        var check = rig.Get<CheckWording>();
        var found = Assert.IsType<IMailKind>(MailCatalogue.Find(kind), exactMatch: false);
        var sample = check.Sample(found, language, Hub);
        var before = found.Write(sample);
        var (after, problems) = check.Write(before, sample, new("My subject", "My heading", "My opening.\n\nIts second part.", "My closing line."));
        Assert.Empty(problems);

        var hasClosing = WordingSlots.Of(kind).Contains(WordingSlot.Closing);
        Assert.EndsWith("My subject", after.Subject, StringComparison.Ordinal);
        Assert.Equal(sample.Case is not null, after.Subject.StartsWith("[WB-2026-0001] ", StringComparison.Ordinal));
        Assert.Equal("My heading", after.Heading);
        Assert.Equal(
            [before.Paragraphs[0], "My opening.", "Its second part.", hasClosing ? "My closing line." : before.Paragraphs[2], .. before.Paragraphs.Skip(3)],
            after.Paragraphs);
        var same = after with { Subject = before.Subject, Heading = before.Heading, Paragraphs = before.Paragraphs };
        Assert.Equal(Said(before), Said(same));

        // And the built-in words would be taken as they stand, so that one place can be changed by itself.
        var builtIn = CheckWording.BuiltIn(found, sample);
        Assert.Empty(check.Problems(found, sample, builtIn with { Subject = null, Heading = null }));
        Assert.Equal(language, sample.Language.Tag);
    }

    [Theory]
    [InlineData(MailKind.Plan)]
    [InlineData(MailKind.Paper)]
    [InlineData(MailKind.Countdown)]
    [InlineData(MailKind.Triage)]
    [InlineData(MailKind.Programme)]
    [InlineData(MailKind.RateRisks)]
    public async Task What_built_in_words_count_is_a_value_in_every_language(string kind)
    {
        await using var rig = new MailRig();
        var check = rig.Get<CheckWording>();
        foreach (var language in Languages.All)
        {
            var sample = check.Sample(MailCatalogue.Find(kind)!, language, Hub);
            var opening = CheckWording.BuiltIn(MailCatalogue.Find(kind)!, sample).Opening!;
            Assert.Contains("{{ count }}", opening, StringComparison.Ordinal);
            Assert.DoesNotContain(opening.Replace("{{ count }}", "", StringComparison.Ordinal), char.IsDigit);
        }
    }

    [Fact]
    public async Task A_fact_that_a_mail_lacks_is_nothing_and_no_fault()
    {
        await using var rig = new MailRig();
        var check = rig.Get<CheckWording>();
        var kind = MailCatalogue.Find(MailKind.Accepted)!;
        var full = check.Sample(kind, "en", Hub);
        var words = new WordingText(null, null, "{% if helper %}With {{ helper }}.{% else %}Soon.{% endif %}", null);
        Assert.Empty(check.Problems(kind, full, words));

        var bare = full with { Order = full.Order with { Values = new Dictionary<string, string>() } };
        var (content, problems) = check.Write(kind.Write(bare), bare, words);
        Assert.Empty(problems);
        Assert.Contains("Soon.", content.Paragraphs);
    }

    [Fact]
    public async Task Words_that_keep_the_reader_safe_can_not_be_chosen()
    {
        foreach (var kind in new[] { MailKind.SignIn, MailKind.Password, MailKind.StepUp, MailKind.Approval, MailKind.Task, MailKind.Unanswered })
        {
            Assert.DoesNotContain(WordingSlot.Closing, WordingSlots.Of(kind));
        }

        await Task.CompletedTask;
    }

    [Fact]
    public async Task What_a_reader_may_not_know_yet_is_no_value_and_what_people_write_makes_no_link()
    {
        await using var rig = new MailRig();
        var check = rig.Get<CheckWording>();
        var sample = check.Sample(MailCatalogue.Find(MailKind.Approval)!, "en", Hub);
        Assert.Null(WordingValues.Of(sample with { Order = sample.Order with { HidesCase = true } })["title"]);

        var about = sample.Case! with { AskedBy = "https://evil.example \u202Etxt {{ hub }}" };
        var values = WordingValues.Of(sample with { Case = about });
        Assert.Equal("https: //evil.example txt {{ hub }}", check.Rules.Write(WordingSlot.Heading, "{{ asked_by }}", values, Hub).Text);
    }

    [Fact]
    public async Task The_subject_of_a_case_with_a_long_title_is_shortened()
    {
        await using var rig = new MailRig();
        var check = rig.Get<CheckWording>();
        var values = new Dictionary<string, object?> { ["title"] = string.Concat(Enumerable.Repeat("🌳", 90)) };
        var subject = check.Rules.Write(WordingSlot.Subject, "{{ title }}", values, Hub).Text!;
        Assert.InRange(subject.Length, 100, 120);
        Assert.EndsWith("🌳…", subject, StringComparison.Ordinal);
    }

    private static async Task<StrongCities.Hub.FieldProblem?> JudgeAsync(WordingSlot slot, string source)
    {
        await using var rig = new MailRig();
        var check = rig.Get<CheckWording>();
        return check.Rules.Judge(slot, source, check.Sample(MailCatalogue.Find(MailKind.Accepted)!, "en", Hub));
    }

    private static string Said(MailContent content) => MailText.Write(content.Cleaned());
}
