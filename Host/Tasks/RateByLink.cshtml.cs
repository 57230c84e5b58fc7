using MediatR;
using Microsoft.AspNetCore.Mvc;
using StrongCities.Host.Words;
using StrongCities.Hub.Tasks;

namespace StrongCities.Host.Tasks;

/// <summary>The form of a department, by the link of a mail.</summary>
internal sealed class RateByLinkModel(IMediator mediator, PageWords words, GrantCookie cookie) : RatePageModel(mediator, words)
{
    [FromRoute]
    public string Id { get; set; } = "";

    public override string Path => GrantCookie.PathOf(Id);

    protected override TaskAccess? Access => cookie.Read(HttpContext, Id);
}
