using MediatR;

namespace StrongCities.Hub.People;

/// <summary>Who a signed-in person is now: asked at every request, so that a lost role or account counts at once.</summary>
/// <param name="PersonId">From the cookie.</param>
public sealed record FindViewer(Guid PersonId) : IRequest<ViewerFound?>;

/// <summary>A viewer with what pages show of them.</summary>
/// <param name="Viewer">Their rights.</param>
/// <param name="Person">Who they are.</param>
/// <param name="CityName">Their city, or <see langword="null"/> for staff.</param>
/// <param name="HubName">Their hub.</param>
/// <param name="TimeZone">Their city's or hub's.</param>
public sealed record ViewerFound(Viewer Viewer, Person Person, string? CityName, string HubName, string TimeZone);
