using MediatR;

namespace StrongCities.Hub.Pipeline;

/// <summary>Turns away viewers without a fitting role, before anything is read.</summary>
internal sealed class AccessBehaviour<TRequest, TResponse> : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IAsViewer<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        request.Viewer.Is(TRequest.Allowed) ? next() : Task.FromResult(TRequest.NotFound);
}
