using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace StrongCities.Host.ElsaApi;

/// <summary>
/// Sends the API's JSON compressed: the activity descriptors alone are a hundred kilobytes, which Studio asks for at every start.
/// Compressing over https tells lengths, by which somebody who can put text into an answer and make the browser ask for it again could guess
/// a secret in the same answer (BREACH). So what a browser asks for on another site's behest is not compressed, and pages, which have form
/// tokens, never are.
/// </summary>
internal static class CompressedAnswers
{
    public static void AddCompressedAnswers(this IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["application/json", "application/problem+json", "application/x-typescript"];
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });
        // The fastest Brotli is beaten by gzip.
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
    }

    public static void UseCompressedAnswers(this WebApplication app) =>
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/elsa/api", StringComparison.OrdinalIgnoreCase) && !IsOfAnotherSite(http.Request), api => api.UseResponseCompression());

    private static bool IsOfAnotherSite(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none");
}
