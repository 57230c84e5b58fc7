namespace StrongCities.Hub.Opportunities;

/// <summary>A city's answer to an opportunity, on its way to the funder. One for each city and opportunity.</summary>
public sealed class Application : CaseOfOpportunity
{
    /// <summary>The series of its numbers.</summary>
    internal const string Series = "A";

    /// <summary>The dealings in which the city decided to go for it; <see langword="null"/> where it began otherwise.</summary>
    public Guid? InterestCaseId { get; init; }
}
