using System.Net.Http.Headers;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>What to fetch.</summary>
/// <param name="Address">An absolute http(s) address.</param>
public sealed record FetchRequest(Uri Address)
{
    /// <summary>What is sent with it, made anew for every try; without one it is a GET, with one a POST.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>A header that proves who we are: its name and value. It goes to the host of <see cref="Address"/> only.</summary>
    public (string Name, string Value)? Secret { get; init; }

    /// <summary>Media types that make sense; <c>+json</c> and <c>+xml</c> stand for all that end so. An answer without a type is taken.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>The longest answer after decompression, in bytes.</summary>
    public required long MaxBytes { get; init; }

    /// <summary>The mark of the last answer: the same is not sent again.</summary>
    public string? ETag { get; init; }

    /// <summary>When the last answer was of.</summary>
    public DateTimeOffset? LastModified { get; init; }
}

/// <summary>An answer, on the disk until disposed.</summary>
public sealed class FetchedFile : IAsyncDisposable
{
    /// <summary>The bytes, decompressed, from their beginning; empty when not modified.</summary>
    public required FileStream Content { get; init; }

    /// <summary>Whether the source said that nothing changed.</summary>
    public bool NotModified { get; init; }

    /// <summary>As the source said.</summary>
    public MediaTypeHeaderValue? Type { get; init; }

    /// <summary>The mark for the next time.</summary>
    public string? ETag { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}

/// <summary>How much a run asked for.</summary>
public sealed class FetchCount
{
    /// <summary>Requests sent, tries and redirects too.</summary>
    public int Requests { get; set; }

    /// <summary>Bytes of bodies, as they came over the wire.</summary>
    public long Bytes { get; set; }
}
