using System.Net;
using StrongCities.Conformance.Cases;

namespace StrongCities.Conformance.Targets;

/// <summary>
/// Any server with Elsa's API, a real Elsa among them: only what the API shows is used. A case whose definition ids the server knows already is
/// not run there, and only what a case brought is deleted after it.
/// </summary>
internal sealed class OverRest : ITarget, IDisposable
{
    private readonly ElsaServer server;

    private OverRest(ElsaServer server) => this.server = server;

    /// <summary>Tries whether somebody is there who lets us in.</summary>
    /// <exception cref="InvalidDataException">Nobody is; the message says what to do.</exception>
    public static async Task<OverRest> ConnectAsync(Uri api, string? key, CancellationToken cancellation)
    {
        var server = new ElsaServer(api, key);
        var path = "workflow-definitions?page=0&pageSize=1";
        try
        {
            var answer = await server.SendAsync(HttpMethod.Get, path, null, cancellation);
            return answer.IsSuccess ? new OverRest(server) : throw new InvalidDataException(answer.Status switch
            {
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                    $"{api} lets nobody in without the right key. Put it into an environment variable and name that with --api-key-env.",
                HttpStatusCode.NotFound => $"{api} is not an Elsa API: {path} is not there. Elsa's is usually at /elsa/api.",
                _ => $"{api}{path} was answered by {(int)answer.Status}. Look at the server's log.",
            });
        }
        catch (CannotRunException error)
        {
            throw new InvalidDataException($"{api} does not answer: {error.InnerException?.Message} Start the server, or correct --url.", error);
        }
    }

    public Task<ICaseRun> BeginAsync(ElsaCase @case, bool strictElsa, CancellationToken cancellation) =>
        Task.FromResult<ICaseRun>(new OverRestRun(@case, server, cancellation));

    public void Dispose() => server.Dispose();
}
