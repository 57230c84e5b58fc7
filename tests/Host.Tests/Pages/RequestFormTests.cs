using System.Net;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Host.Tests.Pages;

[Collection(PageTests.Name)]
public sealed class RequestFormTests(PageHost host)
{
    private static readonly Dictionary<string, string> Whole = new()
    {
        ["Form.Title"] = "A title", ["Form.Lane"] = "ShortAdvice", ["Form.Problem"] = "A problem", ["Form.Wish"] = "A wish", ["Form.Authority"] = "The mayor",
    };

    [Fact]
    public async Task A_whole_form_is_taken_and_shown()
    {
        var browser = host.SignedIn(await host.NewPersonAsync(Roles.Coordinator));
        var sent = await browser.SendAsync("/requests/new", Whole, file: ("note.txt", "A note."u8.ToArray()));
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var page = await browser.ReadAsync(sent.Headers.Location!.ToString());
        Assert.Contains("A title", page, StringComparison.Ordinal);
        Assert.Contains("aria-current=\"step\"", page, StringComparison.Ordinal);
        var file = await browser.GetAsync(System.Text.RegularExpressions.Regex.Match(page, "/requests/[0-9a-f-]+/attachments/[0-9a-f-]+").Value);
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("nosniff", file.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("A note.", await file.TextAsync());
    }

    [Theory]
    [InlineData("Form.Title", "", "Form_Title")]
    [InlineData("Form.Problem", " ", "Form_Problem")]
    [InlineData("Form.Lane", "Nonsense", "Form_Lane")]
    [InlineData("Form.WishedBy", "2026-13-45", "Form_WishedBy")]
    [InlineData("Form.WishedBy", "1999-01-01", "Form_WishedBy")]
    public async Task A_wrong_field_is_named_and_everything_typed_is_kept(string field, string value, string anchor)
    {
        var browser = host.SignedIn(await host.NewPersonAsync(Roles.Coordinator));
        var answer = await browser.SendAsync("/requests/new", new Dictionary<string, string>(Whole) { ["Form.Wish"] = "Kept words", [field] = value });
        var html = await answer.TextAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains($"href=\"#{anchor}\"", html, StringComparison.Ordinal);
        Assert.Contains($"id=\"{anchor}\"", html, StringComparison.Ordinal);
        Assert.Contains("Kept words", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_submit_of_the_same_form_leads_to_the_first_request()
    {
        var browser = host.SignedIn(await host.NewPersonAsync(Roles.Coordinator));
        var form = new Dictionary<string, string>(Whole) { ["FormId"] = Guid.NewGuid().ToString("N") };
        var first = await browser.SendAsync("/requests/new", form);
        var second = await browser.SendAsync("/requests/new", form);
        Assert.Equal(first.Headers.Location!.ToString().Split('?')[0], second.Headers.Location!.ToString().Split('?')[0]);
        Assert.Contains("counts once", await browser.ReadAsync(second.Headers.Location.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_a_wrong_type_or_size_is_named_and_everything_typed_is_kept()
    {
        var browser = host.SignedIn(await host.NewPersonAsync(Roles.Coordinator));
        (string, byte[])[] files = [("run.pdf", [0x4D, 0x5A, 0x90, 0x00, 0x03]), ("big.txt", new byte[11_000_000].Select(_ => (byte)'a').ToArray())];
        foreach (var file in files)
        {
            var html = await (await browser.SendAsync("/requests/new", Whole, file: file)).TextAsync();
            Assert.Contains("href=\"#Files\"", html, StringComparison.Ordinal);
            Assert.Contains("A problem", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_request_bigger_than_the_limit_is_turned_away_with_a_page()
    {
        var browser = host.SignedIn(await host.NewPersonAsync(Roles.Coordinator));
        var answer = await browser.SendAsync("/requests/new", Whole, file: ("huge.txt", new byte[64_100_000]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("That is too big", await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing_and_says_why()
    {
        var browser = host.SignedIn(await host.NewPersonAsync(Roles.Coordinator));
        var answer = await browser.PostBareAsync("/requests/new", Whole);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("open too long", await answer.TextAsync(), StringComparison.Ordinal);
    }
}
