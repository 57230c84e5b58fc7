using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace StrongCities.Designer;

/// <summary>Serves Elsa Studio's files, compressed as they come in its package and kept by browsers for as long as they are the same.</summary>
public static partial class StudioFiles
{
    /// <summary>Where the designer lives. Studio's own addresses are relative to it.</summary>
    public const string Path = "/designer";

    /// <summary>The script that starts Studio.</summary>
    internal const string Start = "_framework/blazor.webassembly.js";

    /// <summary>
    /// What the designer's pages may load: only from here. .NET runs as WebAssembly; Studio's components style themselves inline and draw
    /// pictures and workers from data of their own. The two inline scripts, named by their hashes, are those of Studio 3.8.2's editor
    /// and of its list of runs for their keys.
    /// </summary>
    internal const string Policy =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'sha256-snlP1jz0gjwc5cTz9ErZcliXuCK63+Mmf68RRCeptgc=' " +
        "'sha256-vu6sQrKXQHR4Yn3FMMihA/9TxxfIXnCxKwvLrTPJ5ts='; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; " +
        "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private const string Forever = "public, max-age=31536000, immutable";
    private const string AskFirst = "no-cache";

    /// <summary>The package's compressed forms, best first: how a browser asks for one, and the ending of its files.</summary>
    private static readonly (string Encoding, string Ending)[] Compressed = [("br", ".br"), ("gzip", ".gz")];

    private static readonly FileExtensionContentTypeProvider Types = new() { Mappings = { [".dat"] = "application/octet-stream" } };

    /// <summary>The addresses of workflows and runs, and those that Studio writes by itself.</summary>
    /// <param name="services">The host's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddDesigner(this IServiceCollection services) => services.Configure<RazorPagesOptions>(options =>
    {
        foreach (var route in (string[])["definitions/{id?}", "instances/{id?}", "workflows/{**rest}"])
        {
            options.Conventions.AddPageRoute("/Shell/Index", $"{Path}/{route}");
        }
    });

    /// <summary>Serves the files. Before <c>UseStaticFiles</c>, which would send them uncompressed.</summary>
    /// <param name="app">The host.</param>
    public static void UseStudioFiles(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var files = app.Environment.WebRootFileProvider;
        app.UseWhen(http => http.Request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase), designer =>
        {
            designer.Use((http, next) =>
            {
                var accepted = http.Request.Headers.AcceptEncoding.ToString();
                foreach (var (encoding, ending) in Compressed)
                {
                    if (accepted.Contains(encoding, StringComparison.OrdinalIgnoreCase) && files.GetFileInfo(http.Request.Path + ending).Exists)
                    {
                        http.Request.Path += ending;
                        break;
                    }
                }

                return next(http);
            });
            designer.UseStaticFiles(new StaticFileOptions { ServeUnknownFileTypes = true, OnPrepareResponse = Describe });
        });
    }

    private static void Describe(StaticFileResponseContext context)
    {
        var headers = context.Context.Response.Headers;
        var name = context.File.Name;
        if (Array.Find(Compressed, form => name.EndsWith(form.Ending, StringComparison.Ordinal)) is { Encoding: { } encoding } form)
        {
            name = name[..^form.Ending.Length];
            headers.ContentEncoding = encoding;
        }

        headers.ContentType = Types.TryGetContentType(name, out var type) ? type : "application/octet-stream";
        headers.CacheControl = NamedByContent().IsMatch(name) || context.Context.Request.Query.ContainsKey("v") ? Forever : AskFirst;
        headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        // A worker lives by the policy of its own script.
        headers.ContentSecurityPolicy = Policy;
    }

    /// <summary>The package puts ten letters of a file's hash into most names.</summary>
    [GeneratedRegex(@"\.[0-9a-z]{10}\.")]
    private static partial Regex NamedByContent();
}
