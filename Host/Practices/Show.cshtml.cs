using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using StrongCities.Host.Identity;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Practices;

namespace StrongCities.Host.Practices;

/// <summary>One good practice, for everybody. What a city took back answers 410, so that search engines forget it.</summary>
internal sealed class ShowModel(PublishedPractices practices, IOptions<PracticeOptions> options, IOptions<MailOptions> mail, CurrentViewer me) : PageModel
{
    /// <summary>What may be read; <see langword="null"/> when its city took the release back.</summary>
    public PublicPractice? Found { get; private set; }

    public string HubKey { get; private set; } = "";

    /// <summary>The same in the words of schema.org, safe inside a script element.</summary>
    public string Linked { get; private set; } = "";

    public string License => options.Value.License;

    public async Task<IActionResult> OnGetAsync(string hub, string slug, CancellationToken cancellation)
    {
        if (await practices.FindAsync(hub, slug, cancellation) is not { } found)
        {
            return NotFound();
        }

        (HubKey, Found) = (hub, found.Practice);
        if (Found is not { } practice)
        {
            Response.StatusCode = StatusCodes.Status410Gone;
            return Page();
        }

        Linked = PracticeJson.Linked(practice, mail.Value.PublicUrl, License);
        return HttpContext.IsKnownPage(PageFingerprint.Of(practice.Fingerprint(), me)) ? StatusCode(StatusCodes.Status304NotModified) : Page();
    }
}
