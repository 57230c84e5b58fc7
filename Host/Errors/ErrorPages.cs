namespace StrongCities.Host.Errors;

/// <summary>Sends failed requests to the error page, or answers programs with ProblemDetails.</summary>
internal static class ErrorPages
{
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error",
            StatusCodeSelector = exception => (exception as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status500InternalServerError,
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
        });
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.UseWhen(AsksForData, data =>
        {
            data.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandler = WriteProblemAsync,
                StatusCodeSelector = exception => (exception as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status500InternalServerError,
            });
            data.UseStatusCodePages(context => WriteProblemAsync(context.HttpContext));
        });
    }

    private static bool AsksForData(HttpContext http) => http.Request.Path.StartsWithSegments("/elsa", StringComparison.OrdinalIgnoreCase)
        || (http.Request.GetTypedHeaders().Accept is { Count: > 0 } wanted
            && wanted.Any(type => type.SubType.EndsWith("json", StringComparison.OrdinalIgnoreCase))
            && !wanted.Any(type => type.MatchesMediaType("text/html")));

    private static async Task WriteProblemAsync(HttpContext http) =>
        await http.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = http,
            ProblemDetails = { Status = http.Response.StatusCode },
        });
}
