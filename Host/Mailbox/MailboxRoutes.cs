using System.Net;
using MediatR;
using StrongCities.Hub.Mail;

namespace StrongCities.Host.Mailbox;

/// <summary>A mail's HTML for the frame that shows it, and the mail as a file.</summary>
internal static class MailboxRoutes
{
    /// <summary>Styles and links work, nothing else: no script, no form, no picture from elsewhere, and only our own pages may frame it.</summary>
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; " +
        "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";

    /// <summary>Mails hold secrets, so that even in development only who sits at this machine reads them; elsewhere there is nothing.</summary>
    public static void UseMailboxOfThisMachine(this WebApplication app) => app.Use((http, next) =>
    {
        if (!http.Request.Path.StartsWithSegments("/mailbox", StringComparison.OrdinalIgnoreCase)
            || (http.Connection.RemoteIpAddress is { } caller && IPAddress.IsLoopback(caller)))
        {
            return next();
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });

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
            // Links leave the frame. The policy's base-uri forbids a base address, not a target.
            return Results.Content($"<base target=\"_top\">{html}", "text/html; charset=utf-8");
        }).AllowAnonymous();
        app.MapGet("/mailbox/{id:long}/eml", async (long id, HttpContext http, IMediator mediator) =>
            await mediator.Send(new OpenMailboxMessage(id), http.RequestAborted) is { } found
                ? Results.File(found.Message.Mime, "message/rfc822", $"{id}.eml")
                : Results.NotFound()).AllowAnonymous();
    }
}
