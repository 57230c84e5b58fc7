using MediatR;
using Microsoft.AspNetCore.Mvc;
using StrongCities.Host.Identity;
using StrongCities.Host.Matching;
using StrongCities.Host.Words;

namespace StrongCities.Host.Portal;

/// <summary>A city's people read their city's profile; who speaks for the city changes it.</summary>
internal sealed class ProfileModel(IMediator mediator, CurrentViewer me, PageWords words) : ProfilePageModel(mediator, me, words)
{
    private readonly Guid? city = me.Found?.Viewer.CityId;

    protected override string Address => "/profile";

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(city, cancellation);

    public Task<IActionResult> OnPostAsync(CancellationToken cancellation) => ChangeAsync(city, cancellation);
}
