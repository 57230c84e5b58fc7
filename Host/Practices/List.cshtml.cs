using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub.Matching;
using StrongCities.Hub.People;
using StrongCities.Hub.Practices;

namespace StrongCities.Host.Practices;

/// <summary>A hub's good practices, for everybody. What a filter says that is no theme or language of ours is as if it said nothing.</summary>
internal sealed class ListModel(PublishedPractices practices, CurrentViewer me) : PageModel
{
    public PublishedPage Found { get; private set; } = null!;

    [FromQuery(Name = "theme")]
    public string? Theme { get; set; }

    [FromQuery(Name = "language")]
    public string? Language { get; set; }

    public Paging Paging => new(Found.Number, Found.Size, Found.Total, new Dictionary<string, string?> { ["theme"] = Theme, ["language"] = Language });

    public async Task<IActionResult> OnGetAsync(string hub, [FromQuery(Name = "p")] string? page, CancellationToken cancellation)
    {
        Theme = HubThemes.All.Contains(Theme) ? Theme : null;
        Language = Languages.All.Contains(Language) ? Language : null;
        if (await practices.ListAsync(hub, Theme, Language, int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1, cancellation) is not { } found)
        {
            return NotFound();
        }

        Found = found;
        var shown = string.Join('.', found.Items.Select(one => one.Fingerprint()).Append($"{Theme}.{Language}.{found.Number}.{found.Total}"));
        return HttpContext.IsKnownPage(PageFingerprint.Of(shown, me)) ? StatusCode(StatusCodes.Status304NotModified) : Page();
    }
}

/// <summary>Says by what a page that everybody may read differs from reader to reader.</summary>
internal static class PageFingerprint
{
    // A new version of the host writes its pages in another way.
    private static readonly string Build = typeof(PageFingerprint).Assembly.ManifestModule.ModuleVersionId.ToString("N");

    public static string Of(string shown, CurrentViewer me) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
        System.Text.Encoding.UTF8.GetBytes($"{shown}|{PageLanguage.Current}|{me.Found?.Person.Id}|{me.Found?.Person.Name}|{Build}")))[..32];
}
