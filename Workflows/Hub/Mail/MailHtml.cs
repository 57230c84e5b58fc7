using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace StrongCities.Hub.Mail;

/// <summary>Writes a mail's HTML part.</summary>
/// <param name="scopes">Hold the encoder that leaves letters of every script as they are.</param>
/// <param name="loggers">For the renderer.</param>
public sealed class MailHtml(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    /// <summary>Renders the one layout. No I/O.</summary>
    /// <param name="content">Cleaned content.</param>
    /// <returns>The page.</returns>
    public async Task<string> WriteAsync(MailContent content)
    {
        // One renderer a mail: a renderer keeps every component that it has rendered until it is disposed. A scope of its own, because a host that
        // serves Razor pages registers parts of the renderer by scope.
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(MailLayout.Content)] = content });
            var page = await renderer.RenderComponentAsync<MailLayout>(parameters);
            return page.ToHtmlString();
        });
    }
}
