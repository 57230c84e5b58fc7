namespace StrongCities.Hub.Risks;

/// <summary>How one department rates a risk. The coordinator sees all of them side by side; none changes the register by itself.</summary>
public sealed class RiskRating
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>The city, which alone reads it.</summary>
    public required Guid CityId { get; init; }

    /// <summary>The risk.</summary>
    public required Guid RiskId { get; init; }

    /// <summary>The task that asked; one person rates a risk once in it.</summary>
    public required string TaskId { get; init; }

    /// <summary>Who.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>As they were called then.</summary>
    public required string PersonName { get; init; }

    /// <summary>1 to 5.</summary>
    public required int Likelihood { get; set; }

    /// <summary>1 to 5.</summary>
    public required int Impact { get; set; }

    /// <summary>0 to 3.</summary>
    public required int ControlStrength { get; set; }

    /// <summary>In their words; at most 1,000 characters.</summary>
    public string? Comment { get; set; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; set; }

    /// <summary>How high that makes it.</summary>
    public RiskScore Score => RiskScore.Of(Likelihood, Impact, ControlStrength);
}
