using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Applications.Papers;

/// <summary>The papers that an application begins with: what the kind of funder usually asks for. People add to it and drop from it.</summary>
public static class Checklist
{
    private static readonly ChecklistItem[] OfEverybody =
    [
        new("Paper.Form", true), new("Paper.Description", true), new("Paper.Budget", true), new("Paper.WorkPlan", true),
    ];

    private static readonly ChecklistItem[] AtTheEnd = [new("Paper.SignOff", false), new("Paper.CouncilDecision", false)];

    private static readonly string[] European =
        ["European", "EU ", "Europe", "Interreg", "Horizon", "CERV", "Erasmus", "IPA ", "Creative Europe", "LIFE ", "Evropsk", "Европск"];

    private static readonly string[] National =
        ["Ministr", "Ministar", "Ministria", "Министер", "Министар", "Government", "Governor", "Republic of", "Vlada", "Влада", "Qeveria", "State ", "Federal"];

    /// <summary>What a kind of funder asks for.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>In the order in which people work on them.</returns>
    public static IReadOnlyList<ChecklistItem> Of(FunderKind kind) =>
    [
        .. OfEverybody,
        .. kind switch
        {
            FunderKind.European => new ChecklistItem[]
            {
                new("Paper.Logframe", true), new("Paper.Risks", true), new("Paper.Mandates", false), new("Paper.LegalStatus", true), new("Paper.Declaration", true),
            },
            FunderKind.National => [new("Paper.Registration", true), new("Paper.TaxClearance", true), new("Paper.CoFinancing", true)],
            _ => [new("Paper.Results", true), new("Paper.LegalStatus", true)],
        },
        .. AtTheEnd,
    ];

    /// <summary>Guesses a funder's kind by its name. A wrong guess costs a few lines of a list that people change.</summary>
    /// <param name="funder">As the source names it.</param>
    /// <returns>The kind; <see cref="FunderKind.Other"/> where nothing tells.</returns>
    public static FunderKind KindOf(string? funder) => funder switch
    {
        null => FunderKind.Other,
        _ when funder == "EU" || European.Any(word => funder.Contains(word, StringComparison.OrdinalIgnoreCase)) => FunderKind.European,
        _ when National.Any(word => funder.Contains(word, StringComparison.OrdinalIgnoreCase)) => FunderKind.National,
        _ => FunderKind.Other,
    };

    /// <summary>Gives an application its first papers, once: one that has papers is left alone.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="about">The application.</param>
    /// <param name="at">When.</param>
    /// <param name="cancellation">The host stops.</param>
    internal static async Task PlantAsync(HubDb db, Application about, DateTimeOffset at, CancellationToken cancellation)
    {
        if (await db.Papers.AnyAsync(paper => paper.CaseId == about.Id, cancellation))
        {
            return;
        }

        db.AddRange(Of(KindOf(about.Brief.Funder)).Select((item, index) => new Paper
        {
            Id = Guid.CreateVersion7(at),
            HubId = about.HubId,
            CityId = about.CityId!.Value,
            CaseId = about.Id,
            Name = item.Name,
            Hint = $"{item.Name}.Hint",
            IsRequired = item.IsRequired,
            Position = index + 1,
        }));
    }
}

/// <summary>One paper that is usually asked for.</summary>
/// <param name="Name">A key of the hub's words; with <c>.Hint</c> added, what it must hold.</param>
/// <param name="IsRequired">Whether the application cannot go in without it.</param>
public sealed record ChecklistItem(string Name, bool IsRequired);

/// <summary>What kind of funder.</summary>
public enum FunderKind
{
    /// <summary>A programme of the European Union or with it.</summary>
    European,

    /// <summary>A state's ministry or fund.</summary>
    National,

    /// <summary>A foundation, an embassy, a network, a company.</summary>
    Other,
}
