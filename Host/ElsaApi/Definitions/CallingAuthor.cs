using System.Globalization;
using StrongCities.Host.Identity;
using StrongCities.Hub.People;
using StrongCities.Runtime.Editing;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Host.ElsaApi.Definitions;

/// <summary>On whose behalf a call changes definitions: a person in one of their browser tabs, or a program.</summary>
/// <param name="Author">Who.</param>
internal sealed record CallingAuthor(Author Author)
{
    /// <summary>
    /// Sent with every call of a page that shows the editor: the tab's own id, a dot, and the newest change there was when it was opened.
    /// </summary>
    public const string SessionHeader = "X-Editing-Session";

    private const int MaxSession = 64;

    /// <summary>Found by minimal APIs.</summary>
    public static ValueTask<CallingAuthor> BindAsync(HttpContext http) => ValueTask.FromResult(new CallingAuthor(Of(http)));

    /// <summary>Somebody who acts on a page of ours.</summary>
    public static Author Of(Person person) => new(AuthorKind.Person, person.Id.ToString(), person.Name);

    private static Author Of(HttpContext http)
    {
        if (http.Features.Get<ViewerFound>()?.Person is not { } person)
        {
            return new Author(AuthorKind.Program, http.User.Identity?.Name ?? "", http.User.Identity?.Name ?? "");
        }

        var sent = http.Request.Headers[SessionHeader].ToString();
        if (sent.Length == 0)
        {
            return Of(person);
        }

        // A header that no page of ours wrote has seen nothing, so it overwrites nothing.
        var dot = sent.LastIndexOf('.');
        var seen = long.TryParse(sent.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var change) ? change : 0;
        var session = dot < 0 ? sent : sent[..dot];
        return Of(person) with { Session = session.Length > MaxSession ? session[..MaxSession] : session, Seen = seen };
    }
}
