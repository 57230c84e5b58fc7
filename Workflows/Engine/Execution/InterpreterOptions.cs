using System.ComponentModel.DataAnnotations;

namespace StrongCities.Engine.Execution;

/// <summary>Limits of a burst.</summary>
public sealed class InterpreterOptions
{
    /// <summary>Activities that one burst may run before it is stopped as a loop that never waits.</summary>
    /// <value>Count. Default 100,000; 100 to 10,000,000.</value>
    [Range(100, 10_000_000)]
    public int MaxActivitiesPerBurst { get; set; } = 100_000;
}
