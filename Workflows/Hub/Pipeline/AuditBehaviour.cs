using MediatR;
using Microsoft.Extensions.Logging;

namespace StrongCities.Hub.Pipeline;

/// <summary>One line per use case: what, by whom (an id), how it ended, how long it took. No personal data, no words of anybody.</summary>
internal sealed partial class AuditBehaviour<TRequest, TResponse>(ILogger<AuditBehaviour<TRequest, TResponse>> log, TimeProvider clock)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var start = clock.GetTimestamp();
        var response = await next();
        var by = request is IAsViewer<TResponse> asked ? asked.Viewer.PersonId : (Guid?)null;
        Done(typeof(TRequest).Name, by, response?.GetType().Name ?? "nothing", clock.GetElapsedTime(start).TotalMilliseconds);
        return response;
    }

    [LoggerMessage(1, LogLevel.Information, "{UseCase} by {PersonId}: {Outcome} in {Milliseconds} ms")]
    private partial void Done(string useCase, Guid? personId, string outcome, double milliseconds);
}
