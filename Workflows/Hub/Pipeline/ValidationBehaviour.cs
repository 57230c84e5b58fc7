using MediatR;

namespace StrongCities.Hub.Pipeline;

/// <summary>Answers commands that have problems, before anything is read or stored.</summary>
internal sealed class ValidationBehaviour<TRequest, TResponse>(TimeProvider clock) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IValidated<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        IReadOnlyList<FieldProblem> problems = [.. request.Problems(clock.GetUtcNow())];
        return problems.Count == 0 ? next() : Task.FromResult(TRequest.Invalid(problems));
    }
}
