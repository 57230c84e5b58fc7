using MediatR;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Pipeline;

/// <summary>A use case that runs on somebody's behalf: it says who may, and what everybody else gets.</summary>
/// <typeparam name="TResponse">What it answers.</typeparam>
public interface IAsViewer<TResponse> : IRequest<TResponse>
{
    /// <summary>On whose behalf.</summary>
    Viewer Viewer { get; }

    /// <summary>Holding one of these is enough to ask; what is found then depends on hub and city.</summary>
    static abstract Roles Allowed { get; }

    /// <summary>The answer to those who may not ask: the same as for what does not exist.</summary>
    static abstract TResponse NotFound { get; }
}
