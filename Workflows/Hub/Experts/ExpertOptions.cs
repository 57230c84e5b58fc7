using System.ComponentModel.DataAnnotations;

namespace StrongCities.Hub.Experts;

/// <summary>How candidates are weighed. The weights are points of 100 and need not add up: the score is the share that was reached. Section <c>Experts</c>.</summary>
public sealed class ExpertOptions
{
    /// <summary>Points for knowing what it is about.</summary>
    /// <value>Default 35; 0 to 100, 0 for none.</value>
    [Range(0, 100)]
    public int Themes { get; set; } = 35;

    /// <summary>Points for speaking the city's language.</summary>
    /// <value>Default 25; 0 to 100, 0 for none.</value>
    [Range(0, 100)]
    public int Languages { get; set; } = 25;

    /// <summary>Points for what cities said of earlier help.</summary>
    /// <value>Default 15; 0 to 100, 0 for none.</value>
    [Range(0, 100)]
    public int Results { get; set; } = 15;

    /// <summary>Points for having time.</summary>
    /// <value>Default 15; 0 to 100, 0 for none.</value>
    [Range(0, 100)]
    public int Load { get; set; } = 15;

    /// <summary>Points for being near.</summary>
    /// <value>Default 10; 0 to 100, 0 for none.</value>
    [Range(0, 100)]
    public int Distance { get; set; } = 10;

    /// <summary>Up to this distance somebody is as near as can be.</summary>
    /// <value>Kilometres; default 100; 0 to 20,000.</value>
    [Range(0, 20_000)]
    public int NearKilometres { get; set; } = 100;

    /// <summary>From this distance on somebody gets no points for being near.</summary>
    /// <value>Kilometres, more than <see cref="NearKilometres"/>; default 1,000; 1 to 20,000.</value>
    [Range(1, 20_000)]
    public int FarKilometres { get; set; } = 1_000;

    /// <summary>How many candidates a case may have.</summary>
    /// <value>Default 20; 1 to 100.</value>
    [Range(1, 100)]
    public int MostCandidates { get; set; } = 20;
}
