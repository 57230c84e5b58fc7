using StrongCities.Runtime.Http;

namespace StrongCities.Host.WorkflowCalls;

/// <summary>Writes what a workflow answers as the answer of an HTTP call.</summary>
internal static class WriteReply
{
    /// <summary>Writes it. Headers that are set already stay.</summary>
    public static async Task RunAsync(HttpResponse response, HttpReply reply, CancellationToken cancellation)
    {
        response.StatusCode = reply.StatusCode;
        foreach (var (name, values) in reply.Headers)
        {
            response.Headers[name] = values.ToArray();
        }

        if (reply.ContentType is { } type)
        {
            response.ContentType = type;
        }

        // These statuses have no body, and the server refuses one.
        if (reply.StatusCode is not (StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified))
        {
            await response.Body.WriteAsync(reply.Body, cancellation);
        }
    }
}
