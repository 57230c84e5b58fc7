using MediatR;
using StrongCities.Host.Catalogue;
using StrongCities.Host.Identity;
using StrongCities.Host.Words;

namespace StrongCities.Host.Desk;

/// <summary>The catalogue, as advisors read and screen it.</summary>
internal sealed class OpportunitiesModel(IMediator mediator, CurrentViewer me, PageWords words) : CataloguePageModel(mediator, me, words)
{
    public override string Address => "/desk/opportunities";
}
