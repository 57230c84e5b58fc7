using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Wordings;
using StrongCities.Hub.People;
using StrongCities.Hub.SampleData;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Mail.Wordings;

/// <summary>Saving, versions, who may, and what the mail that goes out then says.</summary>
public sealed class WordingTests
{
    private const string Kind = MailKind.RequestReceived;

    private static readonly WordingText Mine = new("Barazi {{ city }}", "Titulli ynë", "Faleminderit, {{ reader }}.\n\nPjesa e dytë.", "Fjalia jonë.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_mail_carries_the_hubs_words_in_their_language_and_all_others_the_built_in_ones()
    {
        await using var world = await HubWorld.StartAsync();
        var advisor = await world.ViewerAsync("advisor@example.org");
        Assert.Equal(new WordingSaved(1), await world.SendAsync(new SaveWording(advisor, Kind, "sq", 0, Mine)));
        await world.SubmitAsync(city: "elbasan");
        await world.SubmitAsync(city: "kumanovo");
        await world.SettleAsync();

        var changed = await OpenAsync(world, SamplePeople.CoordinatorOf("elbasan"));
        Assert.EndsWith("] Barazi Elbasan", changed.Message.Subject, StringComparison.Ordinal);
        foreach (var part in new[] { changed.Text!, changed.Html! })
        {
            Assert.Contains("Titulli ynë", part, StringComparison.Ordinal);
            Assert.Contains("Faleminderit, Arta Hoxha.", part, StringComparison.Ordinal);
            Assert.Contains("Pjesa e dytë.", part, StringComparison.Ordinal);
            Assert.Contains("Fjalia jonë.", part, StringComparison.Ordinal);
            Assert.DoesNotContain("{{", part, StringComparison.Ordinal);
        }

        var other = await OpenAsync(world, SamplePeople.CoordinatorOf("kumanovo"));
        Assert.EndsWith((await PageAsync(world, advisor, "mk")).BuiltIn.Subject!, other.Message.Subject, StringComparison.Ordinal);
        Assert.Contains((await PageAsync(world, advisor, "mk")).BuiltIn.Opening![..40], other.Text!.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_save_is_a_version_an_earlier_one_comes_back_and_so_do_the_built_in_words()
    {
        await using var world = await HubWorld.StartAsync();
        var advisor = await world.ViewerAsync("advisor@example.org");
        var lead = await world.ViewerAsync("lead@example.org");
        var builtIn = (await PageAsync(world, advisor)).BuiltIn;
        Assert.Equal(new WordingSaved(0), await world.SendAsync(new SaveWording(advisor, Kind, "sq", 0, builtIn)));
        Assert.Equal(new WordingSaved(1), await world.SendAsync(new SaveWording(advisor, Kind, "sq", 0, builtIn with { Heading = "Një" })));
        Assert.Equal(new WordingSaved(1), await world.SendAsync(new SaveWording(advisor, Kind, "sq", 1, builtIn with { Heading = "Një" })));
        Assert.Equal(new WordingSaved(2), await world.SendAsync(new SaveWording(lead, Kind, "sq", 1, builtIn with { Heading = "Dy", Closing = "" })));
        Assert.Equal(new WordingSaved(3), await world.SendAsync(new RestoreWording(advisor, Kind, "sq", 2, 1)));
        Assert.Equal(new WordingSaved(4), await world.SendAsync(new RestoreWording(advisor, Kind, "sq", 3, 0)));

        var page = await PageAsync(world, advisor);
        Assert.Equal(["4 Daniel Weber  0", "3 Daniel Weber Një 1", "2 Mira Kostić Dy ", "1 Daniel Weber Një "], page.Versions.Select(v => $"{v.Version} {v.SavedByName} {v.Heading} {v.RestoredFrom}"));
        Assert.Equal(WordingText.BuiltIn, page.Versions[0].Text);
        Assert.Equal("", page.Versions[2].Closing);
        Assert.All(page.Versions, version => Assert.Null(version.Subject));
        Assert.Equal(builtIn, page.TextOf(4));
        Assert.Equal(builtIn with { Heading = "Një" }, page.TextOf(3));
        Assert.IsType<WordingNotFound>(await world.SendAsync(new RestoreWording(advisor, Kind, "sq", 4, 99)));
        Assert.IsType<WordingNotFound>(await world.SendAsync(new SaveWording(advisor, "C99", "sq", 0, Mine)));
        Assert.IsType<WordingNotFound>(await world.SendAsync(new SaveWording(advisor, Kind, "xx", 0, Mine)));
    }

    [Fact]
    public async Task Without_a_closing_line_the_mail_has_none()
    {
        await using var world = await HubWorld.StartAsync();
        var advisor = await world.ViewerAsync("advisor@example.org");
        var builtIn = (await PageAsync(world, advisor)).BuiltIn;
        await world.SendAsync(new SaveWording(advisor, Kind, "sq", 0, builtIn with { Closing = " " }));
        var preview = (await world.SendAsync(new PreviewMail(advisor, Kind, "sq", null)))!;
        Assert.DoesNotContain(builtIn.Closing!, preview.Content.Paragraphs);
        Assert.Contains(builtIn.Opening!, preview.Content.Paragraphs);
    }

    [Fact]
    public async Task A_version_can_not_be_changed()
    {
        await using var world = await HubWorld.StartAsync();
        await world.SendAsync(new SaveWording(await world.ViewerAsync("advisor@example.org"), Kind, "sq", 0, Mine));
        await using var db = world.Db();
        var stored = await db.Wordings.SingleAsync(Token);
        db.Entry(stored).Property(wording => wording.Heading).CurrentValue = "Tjetër";
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Token));
    }

    [Fact]
    public async Task Whoever_saves_later_is_told_and_neither_is_lost()
    {
        await using var world = await HubWorld.StartAsync();
        var (one, two) = (await world.ViewerAsync("advisor@example.org"), await world.ViewerAsync("lead@example.org"));
        var saves = await Task.WhenAll(
            world.SendAsync(new SaveWording(one, Kind, "sq", 0, Mine with { Heading = "Një" })),
            world.SendAsync(new SaveWording(two, Kind, "sq", 0, Mine with { Heading = "Dy" })));
        var late = Assert.Single(saves.OfType<WordingOverlap>());
        Assert.Equal(new WordingSaved(1), Assert.Single(saves.OfType<WordingSaved>()));
        Assert.Equal(1, late.Newest.Version);
        Assert.Single((await PageAsync(world, one)).Versions);

        var again = ReferenceEquals(saves[0], late) ? (one, "Një") : (two, "Dy");
        Assert.Equal(new WordingSaved(2), await world.SendAsync(new SaveWording(again.Item1, Kind, "sq", 1, Mine with { Heading = again.Item2 })));
        Assert.Equal(["Dy", "Një"], (await PageAsync(world, one)).Versions.Select(version => version.Heading).Order());
        Assert.IsType<WordingOverlap>(await world.SendAsync(new RestoreWording(one, Kind, "sq", 1, 0)));
    }

    [Fact]
    public async Task Another_hub_neither_sees_nor_changes_them_and_nobody_without_the_role_does()
    {
        await using var world = await HubWorld.StartAsync();
        await world.PlantOtherHubAsync();
        await world.SendAsync(new SaveWording(await world.ViewerAsync("advisor@example.org"), Kind, "sq", 0, Mine));
        var request = await world.SubmitAsync(city: "elbasan");
        var foreign = await world.ViewerAsync("lead@baltic.example.org");
        var page = await PageAsync(world, foreign);
        Assert.Empty(page.Versions);
        Assert.Empty(page.Cases);
        Assert.All((await world.SendAsync(new ListWordings(foreign, "en")))!, line => Assert.Empty(line.Own));
        Assert.Null(await world.SendAsync(new PreviewMail(foreign, Kind, "sq", request)));
        Assert.DoesNotContain("Titulli ynë", (await world.SendAsync(new PreviewMail(foreign, Kind, "sq", null)))!.Text, StringComparison.Ordinal);
        Assert.IsType<WordingNotFound>(await world.SendAsync(new RestoreWording(foreign, Kind, "sq", 0, 1)));
        Assert.Equal(new WordingSaved(1), await world.SendAsync(new SaveWording(foreign, Kind, "sq", 0, Mine with { Heading = "Huaj" })));
        await world.SettleAsync();
        Assert.Contains("Titulli ynë", await world.NewestMailAsync(SamplePeople.CoordinatorOf("elbasan")), StringComparison.Ordinal);

        foreach (var email in new[] { "operator@example.org", "designer@example.org", SamplePeople.CoordinatorOf("elbasan") })
        {
            var viewer = await world.ViewerAsync(email);
            Assert.Null(await world.SendAsync(new ListWordings(viewer, "en")));
            Assert.Null(await world.SendAsync(new OpenWording(viewer, Kind, "sq", "en")));
            Assert.Null(await world.SendAsync(new PreviewMail(viewer, Kind, "sq", null)));
            Assert.IsType<WordingNotFound>(await world.SendAsync(new SaveWording(viewer, Kind, "sq", 1, Mine with { Heading = "Jo" })));
            Assert.IsType<WordingNotFound>(await world.SendAsync(new RestoreWording(viewer, Kind, "sq", 1, 0)));
        }

        Assert.Single((await PageAsync(world, await world.ViewerAsync("advisor@example.org"))).Versions);
    }

    [Fact]
    public async Task A_case_from_which_the_viewer_stepped_aside_is_no_preview()
    {
        await using var world = await HubWorld.StartAsync();
        var advisor = await world.ViewerAsync("advisor@example.org");
        var request = await world.SubmitAsync();
        Assert.Contains((await PageAsync(world, advisor)).Cases, about => about.Id == request);
        await using (var db = world.Db())
        {
            db.Recusals.Add(new() { Id = Guid.NewGuid(), CaseId = request, PersonId = advisor.PersonId, TaskId = "x", At = world.Clock.GetUtcNow() });
            await db.SaveChangesAsync(Token);
        }

        Assert.DoesNotContain((await PageAsync(world, advisor)).Cases, about => about.Id == request);
        Assert.Null(await world.SendAsync(new PreviewMail(advisor, Kind, "en", request)));
    }

    [Theory]
    [InlineData("{{ nonsense }}", "Një")]
    [InlineData("Titull", "{% for i in (1..100000) %}x{% endfor %}")]
    [InlineData("Titull", "{{ 'https' | append: '://evil.example' }}")]
    public async Task Words_that_fail_when_the_mail_is_written_cost_no_mail(string heading, string opening)
    {
        await using var world = await HubWorld.StartAsync();
        var advisor = await world.PersonAsync("advisor@example.org");
        await world.Services.GetRequiredService<CommitQueue>().CommitAsync(
            (db, _) =>
            {
                // Past the use case, which would not take them.
                db.Add(new Wording { Id = Guid.NewGuid(), HubId = advisor.HubId, Kind = Kind, Language = "sq", Version = 1, Subject = "Imja", Heading = heading, Opening = opening, SavedById = advisor.Id, SavedByName = "x", SavedAt = world.Clock.GetUtcNow() });
                return Task.FromResult(UnitResult.Keep(true));
            },
            Token);
        var request = await world.SubmitAsync(city: "elbasan");
        await world.SettleAsync();

        var viewer = Viewer.Of(advisor);
        var builtIn = (await PageAsync(world, viewer)).BuiltIn;
        var mail = await OpenAsync(world, SamplePeople.CoordinatorOf("elbasan"));
        Assert.EndsWith(builtIn.Subject!, mail.Message.Subject, StringComparison.Ordinal);
        Assert.Contains(builtIn.Heading!, mail.Text, StringComparison.Ordinal);
        await using var db = world.Db();
        Assert.Single(await db.CaseEvents.Where(line => line.CaseId == request && line.Key == "Event.WordingFailed" && !line.CitySees).ToListAsync(Token));
        var state = (await world.SendAsync(new ListWordings(viewer, "en")))!.Single(line => line.Kind == Kind).Own;
        Assert.Equal([new WordingState("sq", 1, IsBroken: true)], state);
    }

    [Fact]
    public async Task No_preview_has_a_link_and_every_kind_has_one_in_every_language()
    {
        await using var world = await HubWorld.StartAsync();
        var advisor = await world.ViewerAsync("advisor@example.org");

        // Not the first, whose number samples have too.
        await world.SubmitAsync();
        var request = await world.SubmitAsync();
        var number = (await world.RequestAsync(request)).Number;
        foreach (var (kind, language) in MailCases.All())
        {
            foreach (var about in new Guid?[] { null, request })
            {
                var preview = Assert.IsType<MailPreview>(await world.SendAsync(new PreviewMail(advisor, kind, language, about)));
                Assert.DoesNotContain("href", preview.Html, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("/t/", preview.Html + preview.Text, StringComparison.Ordinal);
                Assert.DoesNotContain("localhost", preview.Html + preview.Text, StringComparison.Ordinal);
                Assert.All(preview.Content.Links, link => Assert.Equal("preview.invalid", link.Url.Host));
                Assert.Equal(language, preview.Content.Language);
                Assert.Empty(preview.Problems);
                Assert.Equal(about is not null && !MailClass.IsAboutAccess(kind) && kind != MailKind.Digest, preview.Content.Subject.Contains(number, StringComparison.Ordinal));
            }
        }
    }

    private static async Task<WordingPage> PageAsync(HubWorld world, Viewer viewer, string language = "sq") =>
        Assert.IsType<WordingPage>(await world.SendAsync(new OpenWording(viewer, Kind, language, "en")));

    private static async Task<OpenedMessage> OpenAsync(HubWorld world, string to)
    {
        var message = (await world.SendAsync(new ListMailbox(to)))[0];
        return Assert.IsType<OpenedMessage>(await world.SendAsync(new OpenMailboxMessage(message.Id)));
    }
}
