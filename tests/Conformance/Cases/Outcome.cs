using System.Text.Json.Nodes;

namespace StrongCities.Conformance.Cases;

/// <summary>What became of a case. What a target cannot see is <see langword="null"/>.</summary>
internal sealed class Outcome
{
    /// <summary>Why publishing was refused; empty when it was not.</summary>
    public IReadOnlyList<string> Refusals { get; set; } = [];

    /// <summary>Members that came out of the definitions' round trip otherwise than they went in.</summary>
    public IReadOnlyList<string> Lost { get; set; } = [];

    public Standing? First { get; set; }

    /// <summary>Lines written until the first burst ended.</summary>
    public IReadOnlyList<string>? FirstLines { get; set; }

    public Standing? Last { get; set; }

    public Traces? Traces { get; set; }

    public IList<HttpAnswer> Answers { get; } = [];
}

/// <summary>Where an instance stands.</summary>
/// <param name="Status">In Elsa's words, such as <c>Running</c>.</param>
/// <param name="SubStatus">Such as <c>Suspended</c>.</param>
/// <param name="Bookmarks">Where it waits, oldest first.</param>
internal sealed record Standing(string Status, string SubStatus, IReadOnlyList<Waiting> Bookmarks);

/// <summary>An open bookmark.</summary>
internal sealed record Waiting(string Id, string Name, string ActivityId, JsonNode? Payload);

/// <summary>What an instance left behind.</summary>
internal sealed record Traces(
    IReadOnlyList<string>? Lines, IReadOnlyList<string> Journal, IReadOnlyList<string> Incidents, JsonObject Output, JsonObject? Variables);

/// <summary>What an HTTP caller got.</summary>
internal sealed record HttpAnswer(int Status, string Body);
