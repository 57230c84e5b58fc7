using MediatR;
using StrongCities.Hub.Mail;

namespace StrongCities.Host.Mailbox;

/// <summary>A mail's HTML for the frame that shows it, and the mail as a file.</summary>
internal static class MailboxRoutes
{
    /// <summary>Styles and links work, nothing else: no script, no form, no picture from elsewhere, and only our own pages may frame it.</summary>
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; " +
        "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";

    public static void MapMailbox(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            return;
        }

        app.MapGet("/mailbox/{id:long}/html", async (long id, HttpContext http, IMediator mediator) =>
        {
            var html = (await mediator.Send(new OpenMailboxMessage(id), http.RequestAborted))?.Html;
            if (html is null)
            {
                return Results.NotFound();
            }

            http.Response.Headers.ContentSecurityPolicy = Policy;
            // Links leave the frame.
            return Results.Content($"<base target=\"_top\">{html}", "text/html; charset=utf-8");
        }).AllowAnonymous();
        app.MapGet("/mailbox/{id:long}/eml", async (long id, HttpContext http, IMediator mediator) =>
            await mediator.Send(new OpenMailboxMessage(id), http.RequestAborted) is { } found
                ? Results.File(found.Message.Mime, "message/rfc822", $"{id}.eml")
                : Results.NotFound()).AllowAnonymous();
    }
}
