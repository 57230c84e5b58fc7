using MediatR;
using Microsoft.AspNetCore.Mvc;
using StrongCities.Host.Identity;
using StrongCities.Host.Words;
using StrongCities.Hub.Tasks;

namespace StrongCities.Host.Tasks;

/// <summary>A task, signed in.</summary>
internal sealed class BySeatModel(IMediator mediator, PageWords words, CurrentViewer me) : TaskPageModel(mediator, words)
{
    [FromRoute]
    public string Id { get; set; } = "";

    public override string Path => $"/tasks/{Id}";

    protected override TaskAccess? Access => new BySeat(me.Viewer, Id);
}
