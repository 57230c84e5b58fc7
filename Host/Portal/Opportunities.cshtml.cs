using MediatR;
using StrongCities.Host.Catalogue;
using StrongCities.Host.Identity;
using StrongCities.Host.Words;

namespace StrongCities.Host.Portal;

/// <summary>The catalogue, as people of cities read it.</summary>
internal sealed class OpportunitiesModel(IMediator mediator, CurrentViewer me, PageWords words) : CataloguePageModel(mediator, me, words)
{
    public override string Address => "/opportunities";
}
