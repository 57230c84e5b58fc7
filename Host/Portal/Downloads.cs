using MediatR;
using StrongCities.Host.Identity;
using StrongCities.Host.Tasks;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Tasks;

namespace StrongCities.Host.Portal;

/// <summary>Hands out attachments: always as a download, so that a browser never shows a stranger's file as a page of ours.</summary>
internal static class Downloads
{
    public static void MapDownloads(this WebApplication app)
    {
        app.MapGet("/requests/{id:guid}/attachments/{file:guid}", (Guid id, Guid file, HttpContext http, IMediator mediator, CurrentViewer me) =>
            SendAsync(http, mediator, me.Viewer, file, attachment => attachment.CaseId == id)).RequireAuthorization(SignedIn.City);
        app.MapGet("/our-opportunities/{id:guid}/attachments/{file:guid}", (Guid id, Guid file, HttpContext http, IMediator mediator, CurrentViewer me) =>
            SendAsync(http, mediator, me.Viewer, file, attachment => attachment.CaseId == id)).RequireAuthorization(SignedIn.City);
        app.MapGet("/applications/{id:guid}/attachments/{file:guid}", (Guid id, Guid file, HttpContext http, IMediator mediator, CurrentViewer me) =>
            SendAsync(http, mediator, me.Viewer, file, attachment => attachment.CaseId == id)).RequireAuthorization(SignedIn.City);
        app.MapGet("/awards/{id:guid}/attachments/{file:guid}", (Guid id, Guid file, HttpContext http, IMediator mediator, CurrentViewer me) =>
            SendAsync(http, mediator, me.Viewer, file, attachment => attachment.CaseId == id)).RequireAuthorization(SignedIn.City);
        app.MapGet("/desk/cases/{id:guid}/attachments/{file:guid}", (Guid id, Guid file, HttpContext http, IMediator mediator, CurrentViewer me) =>
            SendAsync(http, mediator, me.Viewer, file, attachment => attachment.CaseId == id)).RequireAuthorization(SignedIn.Staff);
        app.MapGet("/tasks/{id}/attachments/{file:guid}", (string id, Guid file, HttpContext http, IMediator mediator, CurrentViewer me) =>
            SendOfTaskAsync(http, mediator, new BySeat(me.Viewer, id), file)).RequireAuthorization();
        app.MapGet("/task/{id}/attachments/{file:guid}", (string id, Guid file, HttpContext http, IMediator mediator, GrantCookie cookie) =>
            SendOfTaskAsync(http, mediator, cookie.Read(http, id), file)).AllowAnonymous();
    }

    private static async Task<IResult> SendOfTaskAsync(HttpContext http, IMediator mediator, TaskAccess? access, Guid file)
    {
        var page = access is null ? null : await mediator.Send(new OpenTask(access), http.RequestAborted) as TaskPage;
        if (page?.Task.State != TaskState.Open)
        {
            return TypedResults.NotFound();
        }

        return await SendAsync(http, mediator, Viewer.Of(page.Actor), file, attachment => page.Attachments.Any(shown => shown.Id == attachment.Id));
    }

    private static async Task<IResult> SendAsync(HttpContext http, IMediator mediator, Viewer viewer, Guid file, Func<Attachment, bool> belongs)
    {
        var opened = await mediator.Send(new OpenAttachment(viewer, file), http.RequestAborted);
        if (opened is null)
        {
            return TypedResults.NotFound();
        }

        if (!belongs(opened.Attachment))
        {
            await opened.Content.DisposeAsync();
            return TypedResults.NotFound();
        }

        // Nothing in a file may run, even where a browser shows it after all.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.Stream(opened.Content, opened.Attachment.ContentType, opened.Attachment.FileName);
    }
}
