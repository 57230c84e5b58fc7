using System.Collections.Concurrent;

namespace StrongCities.Runtime.Http;

/// <summary>What a workflow answers an HTTP call.</summary>
/// <param name="StatusCode">200 to 599.</param>
/// <param name="ContentType">Of the body, or <see langword="null"/>.</param>
/// <param name="Headers">Lists of values by name.</param>
/// <param name="Body">May be empty.</param>
public sealed record HttpReply(int StatusCode, string? ContentType, IReadOnlyDictionary<string, IReadOnlyList<string>> Headers, ReadOnlyMemory<byte> Body);

/// <summary>
/// The HTTP calls that wait for a workflow's answer, by instance. A call waits for as long as the run that it set going; what the instance
/// answers later has nobody to hear it.
/// </summary>
public sealed class LiveHttpCalls
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<HttpReply>> calls = new(StringComparer.Ordinal);

    /// <summary>Runs what serves a call.</summary>
    /// <typeparam name="T">How the run ends.</typeparam>
    /// <param name="instanceId">The instance that may answer it. One call at a time is heard per instance: the first.</param>
    /// <param name="run">Starts or resumes the instance.</param>
    /// <returns>
    /// At once the call: its <see cref="LiveHttpCall{T}.Reply"/> ends as soon as the workflow answers, while the run may go on.
    /// </returns>
    public LiveHttpCall<T> Begin<T>(string instanceId, Func<Task<T>> run)
    {
        var reply = new TaskCompletionSource<HttpReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        var heard = calls.TryAdd(instanceId, reply);
        return new LiveHttpCall<T>(reply.Task, RunAsync());

        async Task<T> RunAsync()
        {
            try
            {
                return await run();
            }
            finally
            {
                if (heard)
                {
                    calls.TryRemove(instanceId, out _);
                }
            }
        }
    }

    /// <summary>Whether a call waits for an instance, answered or not.</summary>
    internal bool Has(string instanceId) => calls.ContainsKey(instanceId);

    /// <summary>Answers the call of an instance.</summary>
    /// <exception cref="InvalidOperationException">There is none, or it is answered already.</exception>
    internal void Reply(string instanceId, HttpReply reply)
    {
        if (!calls.TryGetValue(instanceId, out var call))
        {
            throw new InvalidOperationException(
                "The HTTP context was lost: no call waits for this answer. Answer before the workflow waits for anything, or wait for another call first.");
        }

        if (!call.TrySetResult(reply))
        {
            throw new InvalidOperationException("StatusCode cannot be set because the response has already started.");
        }
    }
}

/// <summary>A call that a workflow serves.</summary>
/// <typeparam name="T">How the run ends.</typeparam>
/// <param name="Reply">Ends when the workflow answers; never when it does not.</param>
/// <param name="Run">Ends when the run waits or ends.</param>
public sealed record LiveHttpCall<T>(Task<HttpReply> Reply, Task<T> Run);
