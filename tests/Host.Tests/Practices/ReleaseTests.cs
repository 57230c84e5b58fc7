using Microsoft.Extensions.DependencyInjection;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Experts;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Practices;
using StrongCities.Runtime.Persistence;
using Xunit;
using static StrongCities.Host.Tests.Practices.PracticeWorld;

namespace StrongCities.Host.Tests.Practices;

/// <summary>What a city does not release is read by nobody else.</summary>
public sealed class ReleaseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Petar Quokkavić came.", "ROLE came.")]
    [InlineData("With PETAR QUOKKAVIĆ and Quokkaviću.", "With ROLE and ROLE.")]
    [InlineData("Peter, petar pans and Quok stay.", "Peter, petar pans and Quok stay.")]
    [InlineData("\uE000Petar\uE100", "ROLE")]
    public void Names_give_way_to_roles_with_whatever_ending(string text, string expected) =>
        Assert.Equal(expected, HideNames.In(text, [new NamedPerson("Petar Quokkavić", "ROLE")]));

    [Fact]
    public void A_role_is_never_taken_for_a_name_and_an_albanian_name_may_lose_its_vowel() =>
        Assert.Equal("the Arta of the town and the mayor", HideNames.In("Drita Hoxhës and Arta Kola", [new NamedPerson("Drita Hoxha", "the Arta of the town"), new NamedPerson("Arta Kola", "the mayor")]));

    [Fact]
    public async Task Names_and_pictures_that_are_not_released_are_in_no_public_form()
    {
        await using var world = await StartAsync();
        await world.BeginAsync();
        await world.PublishAsync(names: false, pictures: false);
        var shown = (await world.ReadAsync())!;
        var all = System.Text.Json.JsonSerializer.Serialize(shown) + shown.Slug + string.Join(' ', (await world.Published.ListAsync(HubKey, null, null, 1, Token))!.Items);
        Assert.All(["Quokka", "QUOKKA", "Petar", "Wombat", "Zora", "zora", "Numbat"], word => Assert.DoesNotContain(word, all, StringComparison.OrdinalIgnoreCase));
        Assert.Empty(shown.Pictures);
        Assert.Null(await world.Published.OpenPictureAsync(HubKey, shown.Slug, 1, Token));
        Assert.DoesNotContain(Signatory, await world.ToldAsync(MailKind.PracticeRelease));
    }

    [Fact]
    public async Task With_the_release_of_all_everything_is_there_and_taken_back_it_is_gone_at_once()
    {
        await using var world = await StartAsync();
        await world.BeginAsync();
        await world.PublishAsync(names: true, pictures: true);
        var shown = (await world.ReadAsync())!;
        Assert.Equal(("Quokkavić calms the stands", "Zora Wombat", "Foto Numbat"), (shown.Title, shown.Contact.Name, Assert.Single(shown.Pictures).Maker));
        var picture = (await world.Published.OpenPictureAsync(HubKey, shown.Slug, 1, Token))!.Opened!;
        await picture.Content.DisposeAsync();
        Assert.Equal("image/jpeg", picture.Attachment.ContentType);

        // Nobody at the hub, and nobody of another city, can take it back.
        Assert.IsType<PracticeNotFound>(await world.Hub.SendAsync(new TakeBackRelease(await world.Hub.ViewerAsync(Lead), world.Id)));
        Assert.IsType<PracticeNotFound>(await world.Hub.SendAsync(new TakeBackRelease(await world.Hub.CoordinatorAsync("elbasan"), world.Id)));
        Assert.IsType<PracticeKept>(await world.Hub.SendAsync(new TakeBackRelease(await world.Hub.ViewerAsync(Coordinator), world.Id)));
        await world.Hub.SettleAsync();
        Assert.Null((await world.Published.FindAsync(HubKey, shown.Slug, Token))!.Practice);
        Assert.Null((await world.Published.OpenPictureAsync(HubKey, shown.Slug, 1, Token))!.Opened);
        Assert.Empty((await world.Published.ListAsync(HubKey, null, null, 1, Token))!.Items);
        Assert.Empty((await world.Published.NewestAsync(HubKey, Token))!.Value.Newest);
        Assert.Equal(2, (await world.ToldAsync(MailKind.PracticeNews)).Count(email => email == Advisor));
        Assert.IsType<PracticeNotFound>(await world.Hub.SendAsync(new TakeBackRelease(await world.Hub.ViewerAsync(Coordinator), world.Id)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_city_took_back_it_can_be_asked_for_anew(bool byTheHub)
    {
        await using var world = await StartAsync();
        var hub = world.Hub;
        await world.BeginAsync();
        await world.PublishAsync(names: true, pictures: true);
        var (slug, first) = ((await world.PracticeAsync()).Slug!, (await world.PracticeAsync()).InstanceId);
        var (asker, lead) = (await hub.ViewerAsync(byTheHub ? Advisor : Coordinator), await hub.ViewerAsync(Lead));
        Assert.IsType<PracticeNotFound>(await hub.SendAsync(new AskReleaseAnew(asker, world.Id)));
        await hub.SendAsync(new TakeBackRelease(await hub.ViewerAsync(Coordinator), world.Id));
        Assert.IsType<PracticeNotFound>(await hub.SendAsync(new AskReleaseAnew(await hub.CoordinatorAsync("elbasan"), world.Id)));

        Assert.IsType<PracticeKept>(await hub.SendAsync(new AskReleaseAnew(asker, world.Id)));
        Assert.IsType<PracticeNotFound>(await hub.SendAsync(new AskReleaseAnew(asker, world.Id)));
        await hub.SettleAsync();
        var asked = await world.PracticeAsync();
        Assert.Equal((PracticePhase.Release, null, null), (asked.Phase, asked.Release, asked.ClosedAt));
        Assert.Equal([Coordinator], await world.AskedAsync("Practice.Task.Release"));
        Assert.Equal(byTheHub ? 2 : 3, (await world.ToldAsync(MailKind.PracticeNews)).Count(email => email == Advisor));
        Assert.Null((await world.Published.FindAsync(HubKey, slug, Token))!.Practice);
        Assert.Equal("Practice.Problem.Locked", ((PracticeInvalid)await hub.SendAsync(new SavePractice(await hub.ViewerAsync(Advisor), world.Id, asked.TextVersion, Text))).Problems[0].Key);

        // Whoever steps aside sees neither run.
        Assert.NotEqual(first, asked.InstanceId);
        Assert.True(await hub.SendAsync(new MaySeeRun(lead.PersonId, first)));
        Assert.IsType<Recused>(await hub.SendAsync(new Recuse(await hub.ViewerAsync(Advisor), world.Id, (await hub.PersonAsync("advisor2@example.org")).Id, "A cousin.")));
        var aside = (await hub.PersonAsync("advisor2@example.org")).Id;
        Assert.False(await hub.SendAsync(new MaySeeRun(aside, first)) || await hub.SendAsync(new MaySeeRun(aside, asked.InstanceId)));

        await world.AnswerAsync("Practice.Task.Release", Coordinator, "ReleaseText", Release(names: false, pictures: false));
        await world.AnswerAsync("Practice.Task.Review", Lead, "PublishPractice");
        Assert.Equal((PracticePhase.Public, slug), ((await world.PracticeAsync()).Phase, (await world.PracticeAsync()).Slug));
        Assert.Equal("the fan worker calms the stands", (await world.ReadAsync())!.Title);

        // And once more; a city that wants another text sends it back to the draft.
        await hub.SendAsync(new TakeBackRelease(await hub.ViewerAsync(Coordinator), world.Id));
        Assert.IsType<PracticeKept>(await hub.SendAsync(new AskReleaseAnew(asker, world.Id)));
        await hub.SettleAsync();
        await world.AnswerAsync("Practice.Task.Release", Coordinator, "ChangeText", Release(false, false), "Leave out the schools.");
        Assert.Equal((PracticePhase.Draft, "Leave out the schools."), ((await world.PracticeAsync()).Phase, (await world.TaskAsync("Practice.Task.Write"))!.Note));
        await world.ToReviewAsync(names: false, pictures: false);
    }

    [Fact]
    public async Task A_text_that_is_not_what_was_released_is_not_shown_whatever_its_phase_says()
    {
        await using var world = await StartAsync();
        await world.BeginAsync();
        await world.PublishAsync(names: true, pictures: true);
        var slug = (await world.PracticeAsync()).Slug!;
        await world.Hub.Services.GetRequiredService<CommitQueue>().CommitAsync(
            async (unit, token) =>
            {
                var practice = await unit.FindAsync<GoodPractice>([world.Id], token);
                practice!.Text = practice.Text with { Result = "Something else." };
                return UnitResult.Keep(true);
            },
            Token);
        Assert.Null((await world.Published.FindAsync(HubKey, slug, Token))!.Practice);
        Assert.Empty((await world.Published.ListAsync(HubKey, null, null, 1, Token))!.Items);
    }

    [Fact]
    public async Task What_the_network_shares_its_cities_read_and_no_other_hub_and_not_the_public()
    {
        await using var world = await StartAsync();
        var hub = world.Hub;
        await hub.PlantOtherHubAsync();
        await world.BeginAsync();
        await world.ToReviewAsync(names: false, pictures: true);
        var elbasan = await hub.CoordinatorAsync("elbasan");
        Assert.Null(await hub.SendAsync(new GetOurPractice(elbasan, world.Id)));
        await world.AnswerAsync("Practice.Task.Review", Lead, "ShareInNetwork");
        Assert.Equal(PracticePhase.Network, (await world.PracticeAsync()).Phase);

        var seen = (await hub.SendAsync(new GetOurPractice(elbasan, world.Id)))!;
        Assert.Equal((null, "the fan worker calms the stands"), (seen.Own, seen.Shown.Title));
        Assert.Single((await hub.SendAsync(new ListOurPractices(elbasan)))!.Network);
        var picture = (await hub.SendAsync(new OpenOurPicture(elbasan, world.Id, 1)))!;
        await picture.Content.DisposeAsync();
        Assert.Empty((await hub.SendAsync(new ListOurPractices(await hub.ViewerAsync(Coordinator))))!.Network);
        Assert.Single((await hub.SendAsync(new ListPractices(await hub.ViewerAsync(Lead))))!.Lines);

        var stranger = await hub.ViewerAsync("coordinator@baltic.example.org");
        Assert.Null(await hub.SendAsync(new GetOurPractice(stranger, world.Id)));
        Assert.Null(await hub.SendAsync(new OpenOurPicture(stranger, world.Id, 1)));
        Assert.Empty((await hub.SendAsync(new ListPractices(await hub.ViewerAsync("lead@baltic.example.org"))))!.Lines);
        Assert.Empty((await world.Published.ListAsync(HubKey, null, null, 1, Token))!.Items);

        await hub.SendAsync(new TakeBackRelease(await hub.ViewerAsync(Coordinator), world.Id));
        Assert.Null(await hub.SendAsync(new GetOurPractice(elbasan, world.Id)));
    }

    [Fact]
    public async Task The_list_narrows_by_theme_and_language()
    {
        await using var world = await StartAsync();
        await world.BeginAsync();
        await world.PublishAsync(names: false, pictures: false);
        var counts = await Task.WhenAll(CountAsync("youth", null), CountAsync("energy", null), CountAsync(null, "en"), CountAsync("youth", "sq"));
        Assert.Equal([1, 0, 1, 0], counts);
        Assert.Null(await world.Published.ListAsync("nowhere", null, null, 1, Token));
        Assert.Null(await world.Published.FindAsync(HubKey, "nothing", Token));

        async Task<int> CountAsync(string? theme, string? language) => (await world.Published.ListAsync(HubKey, theme, language, 9, Token))!.Items.Count;
    }
}
