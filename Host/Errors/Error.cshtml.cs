using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace StrongCities.Host.Errors;

/// <summary>
/// The one place where a failed request becomes an answer: a page for people, ProblemDetails for programs. 400 is a form that was open too
/// long, 404 is also the answer to what belongs to others, 410 what was public once, 413 too big, 429 too often, 503 too busy; anything else is a bug of ours and gets a trace id.
/// </summary>
[IgnoreAntiforgeryToken]
internal sealed class ErrorModel : PageModel
{
    public string Kind => HttpContext.Response.StatusCode switch
    {
        StatusCodes.Status400BadRequest => "Form",
        StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed or StatusCodes.Status410Gone or StatusCodes.Status200OK => "NotFound",
        StatusCodes.Status413PayloadTooLarge => "TooBig",
        StatusCodes.Status429TooManyRequests => "TooOften",
        StatusCodes.Status503ServiceUnavailable => "Busy",
        _ => "Broken",
    };

    public string Trace => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;
}
