using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using StrongCities.Host.Identity;
using StrongCities.Host.Words;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Practices;

namespace StrongCities.Host.Practices;

/// <summary>
/// Good practices for programs: a feed, a file for each, and the pictures. Everybody may read them; what a city took back is gone (410). Addresses in them
/// begin as those in mails do, and not as the caller says.
/// </summary>
internal static class PracticeRoutes
{
    public static void MapPractices(this WebApplication app)
    {
        app.MapGet("/practices/{hub}/feed", FeedAsync).AllowAnonymous().RequireRateLimiting(RequestLimiting.Catalogue);
        app.MapGet("/practices/{hub}/{slug}.json", FileAsync).AllowAnonymous().RequireRateLimiting(RequestLimiting.Catalogue);
        app.MapGet("/practices/{hub}/{slug}/pictures/{number:int}", PictureAsync).AllowAnonymous().RequireRateLimiting(RequestLimiting.Catalogue);
        app.MapGet("/our-practices/{id:guid}/pictures/{number:int}", OurPictureAsync).RequireAuthorization(SignedIn.City);
    }

    private static async Task<IResult> FeedAsync(string hub, HttpContext http, PublishedPractices practices, PageWords words, IOptions<MailOptions> mail)
    {
        if (await practices.NewestAsync(hub, http.RequestAborted) is not var (found, newest))
        {
            return TypedResults.NotFound();
        }

        var feed = PracticeFeed.Write(found, newest, mail.Value.PublicUrl, words["Practices.Title", found.Name]);
        return http.IsKnown(PracticeFeed.FingerprintOf(feed), newest.Max(one => one.SharedAt))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Bytes(feed, PracticeFeed.ContentType);
    }

    private static async Task<IResult> FileAsync(string hub, string slug, HttpContext http, PublishedPractices practices, IOptions<PracticeOptions> options, IOptions<MailOptions> mail)
    {
        if (await practices.FindAsync(hub, slug, http.RequestAborted) is not { } found)
        {
            return TypedResults.NotFound();
        }

        return found.Practice is not { } practice ? TypedResults.StatusCode(StatusCodes.Status410Gone)
            : http.IsKnown($"{practice.Fingerprint()}-json", practice.SharedAt) ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : Results.Json(PracticeJson.Write(practice, mail.Value.PublicUrl, options.Value.License));
    }

    private static async Task<IResult> PictureAsync(string hub, string slug, int number, HttpContext http, PublishedPractices practices)
    {
        if (await practices.OpenPictureAsync(hub, slug, number, http.RequestAborted) is not { } found)
        {
            return TypedResults.NotFound();
        }

        if (found.Opened is not { } opened)
        {
            return TypedResults.StatusCode(StatusCodes.Status410Gone);
        }

        if (http.IsKnown(opened.Attachment.Sha256, opened.Attachment.UploadedAt))
        {
            await opened.Content.DisposeAsync();
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        return Send(http, opened);
    }

    private static async Task<IResult> OurPictureAsync(Guid id, int number, HttpContext http, IMediator mediator, CurrentViewer me) =>
        await mediator.Send(new OpenOurPicture(me.Viewer, id, number), http.RequestAborted) is { } opened ? Send(http, opened) : TypedResults.NotFound();

    // Drawn anew by ourselves, so that it is a picture and nothing else; still nothing in it may run.
    private static FileStreamHttpResult Send(HttpContext http, OpenedAttachment opened)
    {
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.Stream(opened.Content, opened.Attachment.ContentType);
    }
}
