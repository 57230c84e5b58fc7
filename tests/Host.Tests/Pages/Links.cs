using System.Net;
using System.Text.RegularExpressions;
using StrongCities.Hub.Mail;

namespace StrongCities.Host.Tests.Pages;

/// <summary>Finds the links of a mail, as a scanner would.</summary>
public static partial class Links
{
    private const string Site = "http://localhost:5080";

    /// <summary>Paths of this site, from both parts of the mail.</summary>
    public static IReadOnlyList<string> In(OpenedMessage mail) =>
    [
        .. Address().Matches($"{WebUtility.HtmlDecode(mail.Html)}\n{mail.Text}").Select(match => match.Value[Site.Length..]).Distinct(),
    ];

    [GeneratedRegex(Site + "[^\\s\"'<>]*")]
    private static partial Regex Address();
}
