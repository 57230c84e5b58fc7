using StrongCities.Hub.Applications;

namespace StrongCities.Host.Applications;

/// <summary>The looks of a mandate's state; its word stands in it.</summary>
internal static class MandateChips
{
    public static string? Of(MandateState state) => state switch
    {
        MandateState.Signed => "chip-decided",
        MandateState.Declined => "chip-urgent",
        MandateState.Asked or MandateState.Interested or MandateState.Drafted => "chip-open",
        _ => null,
    };
}
