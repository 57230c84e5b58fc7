using MediatR;
using StrongCities.Host.Awards;
using StrongCities.Host.Identity;
using StrongCities.Host.Words;

namespace StrongCities.Host.Portal;

/// <summary>A city follows an award of its own.</summary>
internal sealed class AwardModel(IMediator mediator, CurrentViewer me, PageWords words) : AwardPageModel(mediator, me, words);
