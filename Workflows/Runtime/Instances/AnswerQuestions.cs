using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using StrongCities.Engine.Execution;

namespace StrongCities.Runtime.Instances;

/// <summary>Finds who answers a question, and turns whatever comes of it into an answer.</summary>
/// <param name="answerers">
/// Asked for late: an answerer may itself start or resume instances, and those need this.
/// </param>
/// <param name="log">For what failed.</param>
internal sealed class AnswerQuestions(Func<IEnumerable<IQuestionAnswerer>> answerers, ILogger<AnswerQuestions> log)
{
    private readonly Lazy<FrozenDictionary<string, IQuestionAnswerer>> byName =
        new(() => answerers().ToFrozenDictionary(answerer => answerer.Name, StringComparer.Ordinal));

    /// <summary>Answers one.</summary>
    /// <param name="instanceId">Who asks.</param>
    /// <param name="requested">The question.</param>
    /// <param name="cancellation">The host stops: no answer then.</param>
    /// <returns>The answer, or why there is none.</returns>
    public async Task<Answer> AnswerAsync(string instanceId, Requested requested, CancellationToken cancellation)
    {
        var (name, arguments) = requested.Question;
        if (!byName.Value.TryGetValue(name, out var answerer))
        {
            return new Answer(requested.RequestId, null, $"Nothing here answers '{name}': register an {nameof(IQuestionAnswerer)} of that name.");
        }

        try
        {
            return new Answer(requested.RequestId, await answerer.AnswerAsync(requested.RequestId, arguments, cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // The contract: an exception's message becomes the asking activity's incident.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.NoAnswer(log, instanceId, name, error);
            return new Answer(requested.RequestId, null, error.Message);
        }
    }
}
