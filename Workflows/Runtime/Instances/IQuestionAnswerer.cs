using System.Text.Json.Nodes;

namespace StrongCities.Runtime.Instances;

/// <summary>
/// Answers one kind of question that activities ask in mid-flow, between two commits. After a crash the same question is
/// asked again with the same id.
/// </summary>
public interface IQuestionAnswerer
{
    /// <summary>The question's name, such as <c>StrongCities.CheckCompleteness</c>.</summary>
    string Name { get; }

    /// <summary>Answers it. An exception's message becomes the asking activity's incident.</summary>
    /// <param name="requestId">The idempotency key.</param>
    /// <param name="arguments">What was asked.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>The answer.</returns>
    Task<JsonNode?> AnswerAsync(string requestId, JsonObject arguments, CancellationToken cancellation);
}
