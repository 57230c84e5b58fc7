namespace StrongCities.Hub.Applications;

/// <summary>Somebody who applies together with the city.</summary>
public sealed class Partner
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>The city that leads.</summary>
    public required Guid CityId { get; init; }

    /// <summary>The application.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>The organisation.</summary>
    public required string Name { get; set; }

    /// <summary>ISO 3166-1, two capital letters; <c>XK</c> for Kosovo.</summary>
    public required string Country { get; set; }

    /// <summary>The city of our network that it is; <see langword="null"/> for others.</summary>
    public Guid? PartnerCityId { get; init; }

    /// <summary>A person of the directory who answers for it. Mail goes only to persons; <see langword="null"/> where the coordinator hands papers in.</summary>
    public Guid? ContactId { get; set; }

    /// <summary>Whether the application cannot do without it.</summary>
    public bool IsRequired { get; set; }

    /// <summary>How far its mandate is.</summary>
    public MandateState Mandate { get; set; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset MandateSince { get; set; }

    /// <summary>The signed mandate or statement.</summary>
    public Guid? MandateFileId { get; set; }

    /// <summary>The proof of its legal status.</summary>
    public Guid? StatusFileId { get; set; }
}

/// <summary>How far a partner's mandate is. Words know it as <c>Mandate.Asked</c>.</summary>
public enum MandateState
{
    /// <summary>Named, not yet asked.</summary>
    Named,

    /// <summary>Asked.</summary>
    Asked,

    /// <summary>It wants to join.</summary>
    Interested,

    /// <summary>The paper is written.</summary>
    Drafted,

    /// <summary>The paper is signed and here.</summary>
#pragma warning disable CA1720 // About signatures, not about integers.
    Signed,
#pragma warning restore CA1720

    /// <summary>It does not join.</summary>
    Declined,

    /// <summary>The city goes on without it.</summary>
    Dropped,
}
