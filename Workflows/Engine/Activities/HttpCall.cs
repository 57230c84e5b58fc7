using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>How an HTTP call meets the workflows that wait for it.</summary>
public static class HttpCall
{
    /// <summary>The activity type, which is also the name of its bookmarks and triggers.</summary>
    public const string EndpointType = "Elsa.HttpEndpoint";

    /// <summary>
    /// The input under which a call is delivered: <c>{Method, Path, Query, Route, Headers, ContentLength, Body, Files: [{FileName, ContentType,
    /// Length, Content}]}</c>. Maps hold text, or a list where a name comes more than once.
    /// </summary>
    public const string Input = "HttpRequest";

    /// <summary>What calls and those who wait for them have in common.</summary>
    /// <param name="path">A path, or a template such as <c>grants/{id}</c>.</param>
    /// <param name="method">Such as <c>GET</c>.</param>
    /// <returns>A new payload.</returns>
    public static JsonObject Key(string path, string method) => new() { ["path"] = Normalize(path), ["method"] = method.ToLowerInvariant() };

    /// <summary>The hash of bookmarks and triggers for a path.</summary>
    /// <inheritdoc cref="Key"/>
    /// <returns>See <see cref="StimulusHash"/>.</returns>
    public static string Hash(string path, string method) => StimulusHash.Of(EndpointType, Key(path, method));

    /// <summary>The path template that a bookmark waits at.</summary>
    /// <param name="bookmark">Of any kind.</param>
    /// <returns>Such as <c>/grants/{id}</c>, or <see langword="null"/> when it waits for no call or its path has no placeholders.</returns>
    public static string? TemplateOf(Bookmark bookmark) =>
        bookmark is { Name: EndpointType, Payload: JsonObject payload } && ElsaJson.Text(payload["path"]) is { } path && path.Contains('{', StringComparison.Ordinal)
            ? path : null;

    /// <summary>A path as it is compared: in lower case, one slash before it and none after it.</summary>
    /// <param name="path">As an author or a caller wrote it.</param>
    /// <returns>Such as <c>/grants/{id}</c>.</returns>
    public static string Normalize(string path) => "/" + path.Trim().Trim('/').ToLowerInvariant();
}
