using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail.Inbound;
using StrongCities.Hub.SampleData;
using Xunit;
using static StrongCities.Host.Tests.Mail.Inbound.Letters;

namespace StrongCities.Host.Tests.Mail.Inbound;

/// <summary>Senders who look like somebody else.</summary>
public sealed class LookAlikeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mаyor@city.example", "mayor@city.example", true)] // The first a is Cyrillic.
    [InlineData("mayor@сity.example", "mayor@city.example", true)] // The c of the domain is Cyrillic.
    [InlineData("mayor@xn--ity-3ed.example", "mayor@city.example", true)] // The same, as it is sent.
    [InlineData("rnayor@city.example", "mayor@city.example", true)]
    [InlineData("mayor@c1ty.example", "mayor@city.example", true)]
    [InlineData("mayоr@city.example", "mayor@city.example", true)]
    [InlineData("mayor@cíty.example", "mayor@city.example", true)]
    [InlineData("mа\u200Byor@city.example", "mayor@city.example", true)]
    [InlineData("mayor@city.example", "Mayor@City.example", false)] // The same.
    [InlineData("deputy@city.example", "mayor@city.example", false)]
    [InlineData("mayor@town.example", "mayor@city.example", false)]
    [InlineData("градоначалник@city.example", "mayor@city.example", false)]
    public void An_address_looks_like_another(string address, string known, bool looks) =>
        Assert.Equal(looks, LookAlike.Of(SenderCheck.Normalize(address)!, known));

    [Theory]
    [InlineData("аdvisor@example.org", "LookAlike")] // Cyrillic.
    [InlineData("\"advisor@example.org\" <who@example.org>", "OtherSender")] // The right name, and another address.
    [InlineData("Advisor <advisor@xn--exmple-4nf.org>", "LookAlike")] // A Cyrillic a in the domain, as it is sent.
    [InlineData("advis0r@example.org", "LookAlike")]
    public async Task With_the_right_reply_address_and_proof_it_still_decides_nothing_and_the_case_is_warned(string from, string reason)
    {
        await using var world = await StartAsync();
        var (id, mail) = await TriageAsync(world);
        var domain = from.Contains("xn--", StringComparison.Ordinal) ? "xn--exmple-4nf.org" : "example.org";
        var row = await ReceiveAsync(world, Reply(mail, "Decline\nNo.\n", $"mx.hub.example; dmarc=pass header.from={domain}", from));
        Assert.Equal((InboundState.Quarantined, reason, false), (row.State, row.Reason, row.IsAnswered));
        Assert.Equal(CaseStatus.Triage, await world.StatusAsync(id));
        await using var db = world.Db();
        var warnings = await db.CaseEvents.Where(line => line.CaseId == id && line.Key == "Event.LookAlike").ToListAsync(Token);
        Assert.Equal(reason == "LookAlike" ? 1 : 0, warnings.Count);
        Assert.DoesNotContain(warnings, line => line.CitySees);
    }

    [Fact]
    public async Task A_plain_mail_of_one_opens_nothing_and_is_not_answered()
    {
        await using var world = await StartAsync();
        var real = SamplePeople.CoordinatorOf("kumanovo");
        var fake = real.Replace("kumanovo", "kurnanovo", StringComparison.Ordinal);
        Assert.NotEqual(real, fake);
        var proof = $"mx.hub.example; dmarc=pass header.from={fake[(fake.IndexOf('@', StringComparison.Ordinal) + 1)..]}";
        var row = await ReceiveAsync(world, Raw($"City of Kumanovo <{fake}>", "hub@hub.example", "We need help.\n", proof, "fake"));
        Assert.Equal((InboundState.Quarantined, "LookAlike", false), (row.State, row.Reason, row.IsAnswered));
        await using var db = world.Db();
        Assert.False(await db.Requests.AnyAsync(Token) || await db.Mailbox.AnyAsync(Token));
    }

    [Fact]
    public async Task A_known_name_on_an_unknown_address_is_a_stranger()
    {
        await using var world = await StartAsync();
        var name = (await world.PersonAsync(SamplePeople.CoordinatorOf("kumanovo"))).Name;
        var row = await ReceiveAsync(world, Raw($"=?utf-8?B?{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(name))}?= <who@example.org>", "hub@hub.example", "We need help.\n", Proof, "named"));
        Assert.Equal(("Stranger", null), (row.Reason, row.PersonId));
    }

    [Theory]
    [InlineData("Ana@Град.example", "ana@xn--80afe0c.example")]
    [InlineData("ana@City.example.", "ana@city.example")]
    [InlineData("ana@city", "ana@city")]
    [InlineData("nobody", null)]
    public void Addresses_are_compared_in_their_one_form(string address, string? normal) => Assert.Equal(normal, SenderCheck.Normalize(address));
}
