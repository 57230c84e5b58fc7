namespace StrongCities.Hub.People;

/// <summary>Roles that go together.</summary>
public static class RoleSets
{
    /// <summary>What people of a city may hold.</summary>
    public const Roles City = Roles.Coordinator | Roles.Signatory | Roles.Finance | Roles.CouncilSecretary | Roles.Viewer;

    /// <summary>What staff of a hub may hold.</summary>
    public const Roles Staff = Roles.Advisor | Roles.HubLead | Roles.Designer | Roles.Operator;

    /// <summary>Staff that see cases.</summary>
    public const Roles CaseStaff = Roles.Advisor | Roles.HubLead;

    /// <summary>Who looks after the sources of opportunities.</summary>
    public const Roles SourceStaff = Roles.HubLead | Roles.Operator;

    /// <summary>Who speaks for a city.</summary>
    public const Roles CityVoice = Roles.Coordinator | Roles.Signatory;
}
