using System.Net;
using System.Text;
using StrongCities.Hub.Opportunities.Sources;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Host.Tests.Pages;

/// <summary>An operator sets up a source on the desk, previews a file for it and sees what is wrong.</summary>
[Collection(PageTests.Name)]
public sealed class SourcePagesTests(PageHost host)
{
    private const string New = "/desk/sources/source";

    [Fact]
    public async Task A_source_is_set_up_changed_and_listed()
    {
        var browser = await OperatorAsync();
        var wrong = await browser.SendAsync(New, new Dictionary<string, string>
        {
            ["Name"] = "", ["Kind"] = "Csv", ["Address"] = "file:///etc/passwd", ["Schedule"] = "often", ["PageSize"] = "0", ["act"] = "save",
        });
        var page = await wrong.Content.ReadAsStringAsync();
        Assert.Contains("Write a whole web address", page, StringComparison.Ordinal);
        Assert.Contains("a cron expression of five fields", page, StringComparison.Ordinal);

        var saved = await browser.SendAsync(New, new Dictionary<string, string>
        {
            ["Name"] = "Ministry table", ["Kind"] = "Csv", ["PageSize"] = "50", ["IsEnabled"] = "true", ["Columns"] = "title = Naziv", ["act"] = "save",
        });
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var address = saved.Headers.Location!.ToString();
        Assert.Contains("title = Naziv", WebUtility.HtmlDecode(await browser.ReadAsync(address)), StringComparison.Ordinal);
        Assert.Contains("Ministry table", await browser.ReadAsync("/desk/sources"), StringComparison.Ordinal);

        var preview = await browser.SendAsync(
            address, new Dictionary<string, string> { ["act"] = "preview" }, file: ("t.csv", Encoding.UTF8.GetBytes("Naziv,id,deadline\n<b>Parks</b>,1,2026-10-02\nWells,2,2026-99-99\n")));
        var shown = await preview.Content.ReadAsStringAsync();
        Assert.Contains("<bdi>Parks</bdi>", shown, StringComparison.Ordinal);
        Assert.Contains("2026-99-99", shown, StringComparison.Ordinal);
        Assert.Contains("Nothing of this is stored.", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_source_is_not_there()
    {
        var browser = await OperatorAsync();
        var foreign = Viewer.Of(host.ForeignCoordinator) with { CityId = null, Roles = Roles.Operator };
        var saved = Assert.IsType<SourceSaved>(await host.SendAsync(new SaveSource(foreign, null, 0, new SourceForm { Name = "Theirs", Kind = SourceKind.Csv, IsEnabled = true })));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"{New}/{saved.Id}")).StatusCode);
        Assert.DoesNotContain("Theirs", await browser.ReadAsync("/desk/sources"), StringComparison.Ordinal);
    }

    private async Task<Browser> OperatorAsync() => host.SignedIn(await host.NewPersonAsync(Roles.Operator, cityKey: null));
}
