using System.ComponentModel.DataAnnotations;

namespace StrongCities.Hub.Applications;

/// <summary>Limits of applications. Section <c>Applications</c>.</summary>
public sealed class ApplicationOptions
{
    /// <summary>The council must agree where the city's own share is above this. Euros; 0 and more; default 10 000. A share in another currency always needs it.</summary>
    [Range(0, 1_000_000_000)]
    public decimal CouncilAbove { get; set; } = 10_000;

    /// <summary>How far what is asked for may be from what the concept note said. A part of the latter; 0 to 1; default 0.2.</summary>
    [Range(0, 1)]
    public decimal ConceptTolerance { get; set; } = 0.2m;

    /// <summary>
    /// How long after the deadline a proof from before it can still be brought for an application that was frozen, or a concept note that was only to be
    /// handed in. Working days of the city; 0 (not at all)
    /// to 30; default 3.
    /// </summary>
    [Range(0, 30)]
    public int ProofGraceDays { get; set; } = 3;
}
