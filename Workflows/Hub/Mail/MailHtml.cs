using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace StrongCities.Hub.Mail;

/// <summary>Writes a mail's HTML part.</summary>
/// <param name="services">Holds the encoder that leaves letters of every script as they are.</param>
/// <param name="loggers">For the renderer.</param>
public sealed class MailHtml(IServiceProvider services, ILoggerFactory loggers)
{
    /// <summary>Renders the one layout. No I/O.</summary>
    /// <param name="content">Cleaned content.</param>
    /// <returns>The page.</returns>
    public async Task<string> WriteAsync(MailContent content)
    {
        // One renderer a mail: a renderer keeps every component that it has rendered until it is disposed.
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(MailLayout.Content)] = content });
            var page = await renderer.RenderComponentAsync<MailLayout>(parameters);
            return page.ToHtmlString();
        });
    }
}
