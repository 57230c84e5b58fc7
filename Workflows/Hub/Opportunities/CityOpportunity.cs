namespace StrongCities.Hub.Opportunities;

/// <summary>A city's dealings with an opportunity: whether it interests, and whether the city goes for it. One for each city and opportunity.</summary>
public sealed class CityOpportunity : CaseOfOpportunity
{
    /// <summary>The series of its numbers.</summary>
    internal const string Series = "I";

    /// <summary>The hub's case that it came from; <see langword="null"/> where the city found the opportunity itself.</summary>
    public Guid? ParentCaseId { get; init; }
}
