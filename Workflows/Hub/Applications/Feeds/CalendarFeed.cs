namespace StrongCities.Hub.Applications.Feeds;

/// <summary>An address at which somebody's calendar program reads what is due. Whoever knows it reads as that person would, until it is revoked.</summary>
public sealed class CalendarFeed
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Finds it in the address: 12 characters. Unique.</summary>
    public required string PublicId { get; init; }

    /// <summary>SHA-256 of the address's secret, which is stored nowhere.</summary>
    public required byte[] SecretHash { get; init; }

    /// <summary>Whose it is: it shows what they may see, as things stand when it is read.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>The one application or award that it is about; <see langword="null"/> for all.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when the address opens nothing any more.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}
