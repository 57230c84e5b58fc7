using MediatR;
using Microsoft.AspNetCore.Mvc;
using StrongCities.Host.Identity;
using StrongCities.Host.Words;
using StrongCities.Hub.Tasks;

namespace StrongCities.Host.Tasks;

/// <summary>The form of a department, signed in.</summary>
internal sealed class RateBySeatModel(IMediator mediator, PageWords words, CurrentViewer me) : RatePageModel(mediator, words)
{
    [FromRoute]
    public string Id { get; set; } = "";

    public override string Path => $"/tasks/{Id}";

    protected override TaskAccess? Access => new BySeat(me.Viewer, Id);
}
