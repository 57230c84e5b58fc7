using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Mail.Wordings;

/// <summary>What the pages about wordings read.</summary>
internal static class WordingPages
{
    public static Task<RegionalHub> HubAsync(HubDb db, Viewer viewer, CancellationToken cancellation) =>
        db.Hubs.AsNoTracking().SingleAsync(hub => hub.Id == viewer.HubId, cancellation);

    /// <summary>The kind that a page is about; <see langword="null"/> where there is no such kind or language.</summary>
    public static IMailKind? KindOf(string id, string language) => Languages.All.Contains(language) ? MailCatalogue.Find(id) : null;

    /// <summary>What stands in the boxes: the hub's words, else the built-in ones.</summary>
    public static WordingText Shown(WordingText text, WordingText builtIn) => text.Select((slot, own) => builtIn.At(slot) is null ? null : own ?? builtIn.At(slot));

    /// <summary>What is kept of what was typed: only what differs from the built-in words, so that these follow the next release.</summary>
    public static WordingText Kept(WordingText typed, WordingText builtIn) =>
        typed.Select((slot, text) => builtIn.At(slot) is not { } own || Same(text ?? "", own) ? null : (text ?? "").ReplaceLineEndings("\n").Trim());

    private static bool Same(string one, string other) => one.ReplaceLineEndings("\n").Trim() == other.ReplaceLineEndings("\n").Trim();
}
