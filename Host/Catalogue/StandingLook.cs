using StrongCities.Hub.Opportunities;

namespace StrongCities.Host.Catalogue;

/// <summary>The colour of a status.</summary>
internal static class StandingLook
{
    public static string Of(OpportunityStatus standing) => standing switch
    {
        OpportunityStatus.Open => "chip-decided",
        OpportunityStatus.Forecasted => "chip-changed",
        _ => "",
    };
}
