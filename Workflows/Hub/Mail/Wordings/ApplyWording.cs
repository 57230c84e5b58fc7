using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Mail.Wordings;

/// <summary>
/// Puts a hub's own words into a mail that goes out. Words that fail, which saving them should have prevented, never cost the mail: the whole mail
/// keeps its built-in words, the log says so, and the case's advisors read it in the timeline.
/// </summary>
/// <param name="check">Writes the words.</param>
/// <param name="clock">Dates the line.</param>
/// <param name="log">Names kind and version; no words.</param>
public sealed partial class ApplyWording(CheckWording check, TimeProvider clock, ILogger<ApplyWording> log)
{
    /// <summary>Puts them in.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="situation">What the mail tells from.</param>
    /// <param name="builtIn">The mail with its built-in words.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>The mail, not yet cleaned.</returns>
    public async Task<MailContent> RunAsync(RuntimeDb db, MailSituation situation, MailContent builtIn, CancellationToken cancellation)
    {
        var (kind, language) = (situation.Order.Kind, situation.Language.Tag);
        if (await NewestAsync(db, situation.Hub.Id, kind, language, cancellation) is not { } wording || wording.Text == WordingText.BuiltIn)
        {
            return builtIn;
        }

        var (content, problems) = check.Write(builtIn, situation, wording.Text);
        if (problems.Count == 0)
        {
            return content;
        }

        Failed(kind, language, wording.Version, situation.Hub.Id, string.Join(", ", problems.Select(problem => $"{problem.Field} {problem.Key}")));
        if (situation.Case is { } about)
        {
            db.Add(about.Case.Line(clock.GetUtcNow(), "Event.WordingFailed", actorId: null, citySees: false, builtIn.Subject));
        }

        return builtIn;
    }

    /// <summary>The version in use.</summary>
    internal static Task<Wording?> NewestAsync(RuntimeDb db, Guid hubId, string kind, string language, CancellationToken cancellation) => db.Set<Wording>().AsNoTracking()
        .Where(wording => wording.HubId == hubId && wording.Kind == kind && wording.Language == language)
        .OrderByDescending(wording => wording.Version)
        .FirstOrDefaultAsync(cancellation);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {MailKind} in {Language} keeps its built-in words: version {Version} of hub {HubId} fails ({Problems}). Mend it at /desk/mail-texts")]
    private partial void Failed(string mailKind, string language, int version, Guid hubId, string problems);
}
