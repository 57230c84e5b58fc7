using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Mail;

namespace StrongCities.Host.ElsaApi.Links;

/// <summary>Writes and reads the tokens of <c>events/trigger</c> and <c>bookmarks/resume</c>: what may be done, and our signature under it.</summary>
internal sealed class SignedLinks(LinkKey key, TimeProvider time, IOptions<LinkOptions> options, IOptions<MailOptions> site) : IResumeLinks
{
    /// <summary>Where events are published by token.</summary>
    public const string EventPath = "/elsa/api/events/trigger";

    /// <summary>Where bookmarks are resumed by token.</summary>
    public const string BookmarkPath = "/elsa/api/bookmarks/resume";

    private const string EventPurpose = "event";
    private const string BookmarkPurpose = "bookmark";

    // Longer than any of ours: ids and names have 250 characters at most.
    private const int MaxLength = 4_000;

    /// <inheritdoc/>
    public string ToEvent(string instanceId, string eventName, DateTimeOffset now, DateTimeOffset? expiresAt) =>
        Address(EventPath, EventPurpose, instanceId, eventName, now, expiresAt);

    /// <inheritdoc/>
    public string ToBookmark(string instanceId, string bookmarkId, DateTimeOffset now, DateTimeOffset? expiresAt) =>
        Address(BookmarkPath, BookmarkPurpose, instanceId, bookmarkId, now, expiresAt);

    /// <summary>Reads the token of an event.</summary>
    public ReadLink ReadEvent(string? token) => Read(token, EventPurpose);

    /// <summary>Reads the token of a bookmark.</summary>
    public ReadLink ReadBookmark(string? token) => Read(token, BookmarkPurpose);

    private string Address(string path, string purpose, string instanceId, string target, DateTimeOffset now, DateTimeOffset? expiresAt)
    {
        var latest = now + options.Value.MaxLifetime;
        var expiry = expiresAt is { } asked && asked < latest ? asked : latest;
        var text = JsonSerializer.SerializeToUtf8Bytes(new Claims(purpose, instanceId, target, expiry.ToUnixTimeSeconds()));
        return $"{site.Value.Link(path)}?t={WebEncoders.Base64UrlEncode(text)}.{WebEncoders.Base64UrlEncode(key.Sign(text))}";
    }

    private ReadLink Read(string? token, string purpose)
    {
        if (token is not { Length: > 0 and <= MaxLength } || token.Split('.') is not [var body, var signature] || Decode(body) is not { } text
            || Decode(signature) is not { } signed || !CryptographicOperations.FixedTimeEquals(key.Sign(text), signed)
            || JsonSerializer.Deserialize<Claims>(text) is not { } claims || claims.Purpose != purpose)
        {
            return new BadLink("Invalid token.");
        }

        return DateTimeOffset.FromUnixTimeSeconds(claims.Until) < time.GetUtcNow()
            ? new BadLink("The token has expired. Ask whoever gave it to you for a new one.")
            : new GoodLink(claims.Instance, claims.Target);
    }

    private static byte[]? Decode(string text)
    {
        try
        {
            return WebEncoders.Base64UrlDecode(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private sealed record Claims(string Purpose, string Instance, string Target, long Until);
}

/// <summary>What a token says.</summary>
internal abstract record ReadLink;

/// <summary>It is ours and still holds.</summary>
/// <param name="InstanceId">The instance that may go on.</param>
/// <param name="Target">The event's name, or the bookmark's id.</param>
internal sealed record GoodLink(string InstanceId, string Target) : ReadLink;

/// <summary>It holds no more, or never did.</summary>
/// <param name="Problem">For people.</param>
internal sealed record BadLink(string Problem) : ReadLink;
