using MediatR;
using Microsoft.AspNetCore.Mvc;
using StrongCities.Host.Identity;
using StrongCities.Host.Matching;
using StrongCities.Host.Words;

namespace StrongCities.Host.Desk;

/// <summary>An advisor reads and changes the profile of one of the hub's cities.</summary>
internal sealed class ProfileModel(IMediator mediator, CurrentViewer me, PageWords words) : ProfilePageModel(mediator, me, words)
{
    protected override string Address => $"/desk/profiles/{Shown.City.Id}";

    public Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation) => ShowAsync(id, cancellation);

    public Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation) => ChangeAsync(id, cancellation);
}
