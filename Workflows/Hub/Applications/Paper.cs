namespace StrongCities.Hub.Applications;

/// <summary>One line of an application's checklist: a document that the funder, the mayor or the council wants to see.</summary>
public sealed class Paper
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>The city.</summary>
    public required Guid CityId { get; init; }

    /// <summary>The application, or the award.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>What it is called: a key of the hub's words such as <c>Paper.Budget</c>, or somebody's own words.</summary>
    public required string Name { get; set; }

    /// <summary>What it must hold, and how the funder wants it named.</summary>
    public string? Hint { get; set; }

    /// <summary>Whether the application cannot go in without it.</summary>
    public bool IsRequired { get; set; }

    /// <summary>The partner that it comes from; <see langword="null"/> for the city's own.</summary>
    public Guid? PartnerId { get; init; }

    /// <summary>The most pages that the funder takes; <see langword="null"/> where it does not say.</summary>
    public int? MaxPages { get; set; }

    /// <summary>Its place in the list, from 1.</summary>
    public required int Position { get; set; }
}

/// <summary>One version of a paper. The newest counts; older ones stay to be read.</summary>
public sealed class PaperVersion
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>The city.</summary>
    public required Guid CityId { get; init; }

    /// <summary>The paper.</summary>
    public required Guid PaperId { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required int Number { get; init; }

    /// <summary>The attachment of the case that holds its bytes.</summary>
    public required Guid AttachmentId { get; init; }

    /// <summary>What is new in it, in the sender's words.</summary>
    public string? Note { get; init; }

    /// <summary>Whether it bears the signatures that it needs.</summary>
    public bool IsSigned { get; init; }

    /// <summary>Who sent it.</summary>
    public required Guid AddedById { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset AddedAt { get; init; }
}
