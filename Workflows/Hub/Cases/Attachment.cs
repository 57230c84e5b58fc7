namespace StrongCities.Hub.Cases;

/// <summary>A file that came with a case. Its bytes lie in the file store under <see cref="Sha256"/>.</summary>
public sealed class Attachment
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>The city; <see langword="null"/> in a case of the hub's own.</summary>
    public Guid? CityId { get; init; }

    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>As the sender called it, without any path.</summary>
    public required string FileName { get; init; }

    /// <summary>Found from its content.</summary>
    public required string ContentType { get; init; }

    /// <summary>Bytes.</summary>
    public required long Length { get; init; }

    /// <summary>64 lower-case hex digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Who sent it.</summary>
    public required Guid UploadedById { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset UploadedAt { get; init; }
}

/// <summary>A file as uploaded. The stream is read once and bounded.</summary>
/// <param name="FileName">As the sender called it.</param>
/// <param name="Length">What the sender says, in bytes.</param>
/// <param name="Content">Opens the bytes.</param>
public sealed record Upload(string FileName, long Length, Func<Stream> Content);
