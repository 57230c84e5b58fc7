namespace StrongCities.Hub.Matching.Rules;

/// <summary>Municipalities, organisations of any type, or everybody may apply. A source's own word for a type leaves it unknown.</summary>
internal static class ApplicantTypeRule
{
    public static Finding Judge(in Pair pair) => pair.Opportunity.Applicants switch
    {
        RuleState.Pass => new Finding(RuleState.Pass, "Match.ApplicantType.Fits"),
        RuleState.Fail => new Finding(RuleState.Fail, "Match.ApplicantType.Others"),
        _ => new Finding(RuleState.Unknown, "Match.ApplicantType.Unknown"),
    };
}
