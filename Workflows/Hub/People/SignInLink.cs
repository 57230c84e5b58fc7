namespace StrongCities.Hub.People;

/// <summary>A link that signs a person in, or lets them choose a password, once.</summary>
public sealed class SignInLink
{
    /// <summary>72 random bits, base64url: names the link, opens nothing.</summary>
    public required string PublicId { get; init; }

    /// <summary>SHA-256 of the 160-bit secret.</summary>
    public required byte[] SecretHash { get; init; }

    /// <summary>The one thing it is good for.</summary>
    public required LinkPurpose Purpose { get; init; }

    /// <summary>Who signs in.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>Where to go then: a path of this site.</summary>
    public string? ReturnPath { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>After this it is worth nothing.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was used.</summary>
    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>What a link to a person is good for.</summary>
public enum LinkPurpose
{
    /// <summary>Somebody of a city signs in.</summary>
    SignIn,

    /// <summary>A member of the hub's staff chooses a password.</summary>
    Password,
}
