namespace StrongCities.Host.Clock;

/// <summary>Which clock the processes live by. Section <c>Clock</c>.</summary>
public sealed class ClockOptions
{
    /// <summary>Default <see cref="ClockMode.System"/>.</summary>
    public ClockMode Mode { get; set; }

    /// <summary>Where a driven clock starts the first time; later it goes on where it stood. Default: now.</summary>
    public DateTimeOffset? Start { get; set; }
}

/// <summary>Which clock.</summary>
public enum ClockMode
{
    /// <summary>The machine's.</summary>
    System,

    /// <summary>Stands still until it is advanced. Refused outside Development.</summary>
    Driven,
}
