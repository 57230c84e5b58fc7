namespace StrongCities.Hub.People;

/// <summary>Somebody at a hub or in a city. Mail goes only to addresses held here.</summary>
public sealed class Person
{
    /// <summary>Their id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The hub they belong to, or whose city they belong to.</summary>
    public required Guid HubId { get; init; }

    /// <summary>Their city; <see langword="null"/> for hub staff.</summary>
    public Guid? CityId { get; init; }

    /// <summary>Lower case; unique.</summary>
    public required string Email { get; set; }

    /// <summary>Lower case: used when <see cref="Email"/> does not work, and as good as it for replies.</summary>
    public string? SecondEmail { get; set; }

    /// <summary>As they write it.</summary>
    public required string Name { get; set; }

    /// <summary>One of <see cref="Languages.All"/>.</summary>
    public required string Language { get; set; }

    /// <summary>What they may do.</summary>
    public required Roles Roles { get; set; }

    /// <summary>Inactive people can't sign in and get no mail.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>How they want news.</summary>
    public NoticeMails Notices { get; set; }

    /// <summary>Whether they want no questions after the help.</summary>
    public bool RefusesSurveys { get; set; }

    /// <summary>Mail that can wait comes from this time of day on, in their city's or hub's zone; <see langword="null"/> for office hours.</summary>
    public TimeOnly? MailFrom { get; set; }

    /// <summary>And until this; <see langword="null"/> with <see cref="MailFrom"/>.</summary>
    public TimeOnly? MailUntil { get; set; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What a person may do. A person may hold several.</summary>
[Flags]
public enum Roles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>City: the named contact; submits requests and answers for the city.</summary>
    Coordinator = 1,

    /// <summary>City: mayor or deputy, who binds the city.</summary>
    Signatory = 2,

    /// <summary>City: finance.</summary>
    Finance = 4,

    /// <summary>City: council secretary.</summary>
    CouncilSecretary = 8,

    /// <summary>City: sees the city's cases, changes nothing.</summary>
    Viewer = 16,

    /// <summary>Hub: owns cases.</summary>
    Advisor = 32,

    /// <summary>Hub: leads; approves, manages people and roles.</summary>
    HubLead = 64,

    /// <summary>Hub: draws processes.</summary>
    Designer = 128,

    /// <summary>Hub: runs the installation.</summary>
    Operator = 256,
}
