using StrongCities.Hub.People;

namespace StrongCities.Hub.Awards;

/// <summary>How an obligation goes on from where it is, and who can say so.</summary>
public static class ReportStates
{
    /// <summary>What somebody could say next of something owed.</summary>
    /// <param name="viewer">Who.</param>
    /// <param name="from">Where it is.</param>
    /// <returns>In the order of the states; none for who can only look.</returns>
    public static IEnumerable<ObligationState> NextFor(Viewer viewer, ObligationState from) =>
        Enum.GetValues<ObligationState>().Where(to => Fits(from, to) && May(viewer, to));

    /// <summary>Whether one state can follow another.</summary>
    internal static bool Fits(ObligationState from, ObligationState to) => to switch
    {
        ObligationState.Drafted => from is ObligationState.Open or ObligationState.Returned,
        ObligationState.Checked => from is ObligationState.Open or ObligationState.Drafted or ObligationState.Returned,
        ObligationState.Submitted => from is ObligationState.Open or ObligationState.Drafted or ObligationState.Checked or ObligationState.Returned,
        ObligationState.Returned or ObligationState.Accepted => from == ObligationState.Submitted,
        ObligationState.Waived => from is not (ObligationState.Accepted or ObligationState.Waived),
        _ => false,
    };

    /// <summary>Whether somebody can say that it is so: only mayor and finance that it is checked, only the hub that it is owed no more.</summary>
    internal static bool May(Viewer viewer, ObligationState to) => to switch
    {
        ObligationState.Checked => viewer.Is(Roles.Signatory | Roles.Finance),
        ObligationState.Waived => viewer.Is(RoleSets.CaseStaff),
        _ => viewer.Is(RoleSets.CityVoice | RoleSets.CaseStaff),
    };
}
