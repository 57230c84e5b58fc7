using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Options;
using StrongCities.Host.Identity;
using StrongCities.Hub;
using StrongCities.Hub.People;

namespace StrongCities.Host.Words;

/// <summary>
/// In which language a page speaks: <c>?lang=</c>, else the signed-in person's, else the choice kept in a cookie, else what the browser asks for.
/// </summary>
internal static class PageLanguage
{
    private const string Query = "lang";
    private const string Cookie = "sc.language";

    /// <summary>The language's own name of each language. Not translated, so that its readers find it.</summary>
    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>
    {
        ["en"] = "English",
        ["sq"] = "Shqip",
        ["bs"] = "Bosanski",
        ["sr-Latn"] = "Srpski",
        ["sr-Cyrl"] = "Српски",
        ["mk"] = "Македонски",
        ["ar"] = "العربية",
    };

    /// <summary>The language of the page that is being made, one of <see cref="Languages.All"/>.</summary>
    public static string Current => Languages.Known(CultureInfo.CurrentUICulture.Name);

    public static void AddPageLanguage(this IServiceCollection services)
    {
        services.AddOptions<LanguageOptions>().BindConfiguration("Languages").ValidateDataAnnotations().ValidateOnStart();
        services.AddLocalization().AddSingleton<HubTexts>().AddSingleton<PageWords>().AddSingleton<MatchTexts>().AddSingleton<Moments>().AddSingleton<TopicFacts>()
            .AddSingleton<Catalogue.FactWords>()
            .AddOptions<RequestLocalizationOptions>().Configure<IOptions<LanguageOptions>>((options, offer) =>
            {
                options.SetDefaultCulture(Languages.Default);
                options.SupportedUICultures = [.. Languages.All.Select(Languages.CultureOf)];
                options.SupportedCultures = options.SupportedUICultures;
                options.RequestCultureProviders =
                [
                    new CustomRequestCultureProvider(http => Told(http.Request.Query[Query])),
                    new CustomRequestCultureProvider(http => Told(http.Features.Get<ViewerFound>()?.Person.Language)),
                    new CustomRequestCultureProvider(http => Told(http.Request.Cookies[Cookie])),
                    new CustomRequestCultureProvider(http => WishedAsync(http, offer.Value)),
                ];
            });
    }

    /// <summary>Keeps <c>?lang=</c> in the cookie, so that the next page speaks the same. A person's own setting changes by <c>POST /language</c> only.</summary>
    public static void UsePageLanguage(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.Use((http, next) =>
        {
            if (http.Request.Query[Query].ToString() is var asked && Languages.All.Contains(asked))
            {
                Keep(http, asked);
            }

            return next();
        });
    }

    public static void MapPageLanguage(this WebApplication app) =>
        app.MapPost("/language", async (HttpContext http, IMediator mediator, CurrentViewer me, [AsParameters] Choice choice, CancellationToken cancellation) =>
        {
            Keep(http, Languages.Known(choice.Language));
            if (me.Found is { } found)
            {
                await mediator.Send(new ChangeMyLanguage(found.Viewer, Languages.Known(choice.Language)), cancellation);
            }

            return Results.LocalRedirect(LocalPath.Or(choice.Back, "/"));
        }).AllowAnonymous();

    /// <summary>Speaks a link holder's language where the browser has made no choice.</summary>
    public static void SpeakTo(HttpContext http, Person reader)
    {
        if (!http.Request.Query.ContainsKey(Query) && !http.Request.Cookies.ContainsKey(Cookie))
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Languages.CultureOf(reader.Language);
        }
    }

    // What a browser wishes for, of what is offered: nobody who has Arabic in their browser gets it from a hub that doesn't speak it.
    private static async Task<ProviderCultureResult?> WishedAsync(HttpContext http, LanguageOptions offer)
    {
        var wished = await new AcceptLanguageHeaderRequestCultureProvider().DetermineProviderCultureResult(http);
        var refused = Languages.All.Except(offer.Shown()).Where(Languages.IsRightToLeft).ToList();
        var left = wished?.UICultures.Where(tag => !refused.Contains(tag.ToString().Split('-')[0])).ToList();
        return left is { Count: > 0 } ? new ProviderCultureResult(left, left) : null;
    }

    private static void Keep(HttpContext http, string language) => http.Response.Cookies.Append(Cookie, language, new CookieOptions
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = TimeSpan.FromDays(365),
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
    });

    private static Task<ProviderCultureResult?> Told(string? language) => Task.FromResult(
        Languages.All.Contains(language) ? new ProviderCultureResult(language) : null);

    private sealed record Choice(
        [property: Microsoft.AspNetCore.Mvc.FromForm] string? Language,
        [property: Microsoft.AspNetCore.Mvc.FromForm] string? Back);
}
