using System.Security.Cryptography;
using System.Text;
using StrongCities.Host.Identity;

namespace StrongCities.Host.Desk;

/// <summary>A mail shown in a frame of a page.</summary>
internal static class MailFrame
{
    /// <summary>
    /// Lets the page's frames show a mail. They take over the page's policy, and need the mail's own style sheet, known by its hash, and styles at
    /// elements; still no script, no picture from elsewhere and no form, and the frames' sandbox gives them nothing either.
    /// </summary>
    /// <param name="response">The page's.</param>
    /// <param name="html">The mail's HTML part, with one <c>style</c> element.</param>
    public static void AllowStyleOf(this HttpResponse response, string html)
    {
        var (start, end) = (html.IndexOf("<style>", StringComparison.Ordinal) + "<style>".Length, html.IndexOf("</style>", StringComparison.Ordinal));
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(html[start..end])));
        response.Headers.ContentSecurityPolicy = $"{SecurityHeaders.Policy}; style-src-elem 'self' 'sha256-{hash}'; style-src-attr 'unsafe-inline'";
    }
}
