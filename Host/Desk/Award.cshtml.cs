using MediatR;
using StrongCities.Host.Awards;
using StrongCities.Host.Identity;
using StrongCities.Host.Words;

namespace StrongCities.Host.Desk;

/// <summary>Hub staff follow an award of one of their cities.</summary>
internal sealed class AwardModel(IMediator mediator, CurrentViewer me, PageWords words) : AwardPageModel(mediator, me, words);
