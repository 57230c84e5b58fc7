using MediatR;
using StrongCities.Host.Identity;
using StrongCities.Hub.Applications.Papers;

namespace StrongCities.Host.Papers;

/// <summary>Hands out versions of papers: as a download, or to look at where browsers can show the type without running anything of it.</summary>
internal static class PaperFiles
{
    /// <summary>A stranger's file is a page of nobody's: no script, no form, no origin of ours.</summary>
    private const string Sandbox = "default-src 'none'; sandbox";

    /// <summary>A browser's own viewer of PDF does not start in a sandbox; it runs apart from the site, and nothing else may load.</summary>
    private const string OfPdf = "default-src 'none'; object-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly string[] Pictures = ["image/png", "image/jpeg"];

    public static void MapPaperFiles(this WebApplication app)
    {
        app.MapGet("/papers/{id:guid}/versions/{number:int}", (Guid id, int number, HttpContext http, IMediator mediator, CurrentViewer me) =>
            SendAsync(http, mediator, new OpenVersion(me.Viewer, id, number), show: false)).RequireAuthorization();
        app.MapGet("/papers/{id:guid}/versions/{number:int}/show", (Guid id, int number, HttpContext http, IMediator mediator, CurrentViewer me) =>
            SendAsync(http, mediator, new OpenVersion(me.Viewer, id, number), show: true)).RequireAuthorization();
    }

    /// <summary>Whether a page can show a file of this type as a picture.</summary>
    public static bool IsPicture(string type) => Pictures.Contains(type);

    /// <summary>Whether a browser can show a file of this type by itself.</summary>
    public static bool CanShow(string type) => IsPicture(type) || type is "application/pdf" or "text/plain" or "text/csv";

    private static async Task<IResult> SendAsync(HttpContext http, IMediator mediator, OpenVersion asked, bool show)
    {
        if (await mediator.Send(asked, http.RequestAborted) is not { } opened)
        {
            return TypedResults.NotFound();
        }

        var type = opened.Attachment.ContentType;
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (!show || !CanShow(type))
        {
            headers.ContentSecurityPolicy = Sandbox;
            return TypedResults.Stream(opened.Content, type, opened.Attachment.FileName);
        }

        headers.ContentSecurityPolicy = type == "application/pdf" ? OfPdf : Sandbox;
        headers.ContentDisposition = "inline";
        return TypedResults.Stream(opened.Content, type.StartsWith("text/", StringComparison.Ordinal) ? "text/plain; charset=utf-8" : type);
    }
}
