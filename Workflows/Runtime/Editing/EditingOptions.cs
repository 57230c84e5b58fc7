using System.ComponentModel.DataAnnotations;

namespace StrongCities.Runtime.Editing;

/// <summary>Who may change and publish definitions when: section <c>Runtime:Editing</c>.</summary>
public sealed class EditingOptions
{
    /// <summary>How long a draft stays with the person who last saved it.</summary>
    /// <value>Default 2 minutes; 5 seconds to 1 hour.</value>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Whether a person needs a second one to publish what they wrote last.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool FourEyes { get; set; } = true;

    /// <summary>Whether programs publish what they wrote themselves although <see cref="FourEyes"/> is on: their sources are reviewed elsewhere.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool ProgramsPublishAlone { get; set; } = true;

    /// <summary>States of a definition's draft that are kept; the oldest go first.</summary>
    /// <value>Count per definition. Default 200; 1 to 10,000.</value>
    [Range(1, 10_000)]
    public int KeptDrafts { get; set; } = 200;

    /// <summary>How long a state of a draft is kept at most.</summary>
    /// <value>Default 365 days; 1 day to 10 years.</value>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan KeptFor { get; set; } = TimeSpan.FromDays(365);
}
