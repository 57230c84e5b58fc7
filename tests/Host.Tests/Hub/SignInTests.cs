using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.SampleData;
using Xunit;

namespace StrongCities.Host.Tests.Hub;

public sealed class SignInTests
{
    private static readonly string Ana = SamplePeople.CoordinatorOf("kumanovo");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_opens_as_often_as_wished_and_signs_in_once()
    {
        await using var world = await HubWorld.StartAsync();
        await world.SendAsync(new RequestSignInLink($" {Ana.ToUpperInvariant()} ", "/requests"));
        await world.SettleAsync();
        var token = await world.NewestTokenAsync(Ana);
        for (var i = 0; i < 5; i++)
        {
            Assert.IsType<SignInLinkGood>(await world.SendAsync(new OpenSignInLink(token)));
        }

        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => world.SendAsync(new RedeemSignInLink(token)), Token)));
        var good = Assert.Single(results.OfType<SignInLinkGood>());
        Assert.Equal((Ana, "/requests"), (good.Person.Email, good.ReturnPath));
        Assert.IsType<SignInLinkBad>(await world.SendAsync(new OpenSignInLink(token)));
    }

    [Fact]
    public async Task A_link_is_good_for_fifteen_minutes()
    {
        await using var world = await HubWorld.StartAsync();
        await world.SendAsync(new RequestSignInLink(Ana, null));
        await world.SettleAsync();
        var token = await world.NewestTokenAsync(Ana);
        world.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.IsType<SignInLinkBad>(await world.SendAsync(new RedeemSignInLink(token)));
        Assert.IsType<SignInLinkBad>(await world.SendAsync(new RedeemSignInLink("forged")));
    }

    [Theory]
    [InlineData("unknown@example.org", 1, 0)]
    [InlineData("lead@example.org", 1, 0)]
    [InlineData("not an address", 1, 0)]
    [InlineData(null, 7, 5)]
    public async Task Links_go_to_known_city_people_only_and_not_too_many(string? email, int times, int sent)
    {
        await using var world = await HubWorld.StartAsync();
        for (var i = 0; i < times; i++)
        {
            await world.SendAsync(new RequestSignInLink(email ?? Ana, null));
        }

        await using var db = world.Db();
        Assert.Equal(sent, await db.Mails.CountAsync(mail => mail.Kind == "sign-in", Token));
        Assert.Equal(sent, await db.SignInLinks.CountAsync(Token));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("requests")]
    public async Task A_link_leads_nowhere_else(string path)
    {
        await using var world = await HubWorld.StartAsync();
        await world.SendAsync(new RequestSignInLink(Ana, path));
        await using var db = world.Db();
        Assert.Null((await db.SignInLinks.SingleAsync(Token)).ReturnPath);
    }
}
