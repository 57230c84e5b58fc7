namespace StrongCities.Hub.Opportunities;

/// <summary>The hub's case of an opportunity: found, screened, matched, told to cities. One for each opportunity; no city sees it.</summary>
public sealed class OpportunityCase : CaseOfOpportunity
{
    /// <summary>The series of its numbers.</summary>
    internal const string Series = "O";
}
