using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Applications.Papers;

/// <summary>Who may change papers, and until when.</summary>
internal static class PaperGate
{
    /// <summary>Who adds versions: whoever in the city makes papers, and the hub's staff.</summary>
    public const Roles Senders = RoleSets.CityVoice | Roles.Finance | Roles.CouncilSecretary | RoleSets.CaseStaff;

    /// <summary>Who changes the checklist.</summary>
    public const Roles Editors = RoleSets.CityVoice | RoleSets.CaseStaff;

    /// <summary>Whether nothing may change any more: the application is frozen, or its case is over.</summary>
    public static bool IsShut(Case about) => about.ClosedAt is not null || about is Application { FrozenAt: not null };

    /// <summary>The case of papers as its reader sees it.</summary>
    /// <returns><see langword="null"/> where they don't, and where the case is of a kind without papers.</returns>
    public static async Task<Case?> CaseAsync(HubDb db, Guid caseId, CancellationToken cancellation) =>
        await db.Cases.AsNoTracking().SingleOrDefaultAsync(about => about.Id == caseId, cancellation) is (Application or Awards.Award) and { CityId: not null } found ? found : null;
}
