using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub.Experts;

namespace StrongCities.Host.Desk;

/// <summary>The pool of people who help, and a form for one entry.</summary>
internal sealed class ExpertsModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    public IReadOnlyList<ExpertLine> Shown { get; private set; } = [];

    /// <summary>The entry that is changed; <see langword="null"/> for a new one.</summary>
    [BindProperty(SupportsGet = true, Name = "id")]
    public Guid? Id { get; set; }

    [BindProperty]
    public ExpertInput Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await mediator.Send(new ListExperts(me.Viewer), cancellation) is not { } pool)
        {
            return NotFound();
        }

        Shown = pool;
        if (Id is { } id && ModelState.IsValid)
        {
            if (pool.FirstOrDefault(line => line.Facts.Expert.Id == id) is not { } line)
            {
                return NotFound();
            }

            Input = ExpertInput.Of(line);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        switch (await mediator.Send(new SaveExpert(me.Viewer, Id, Input.Form()), cancellation))
        {
            case ExpertSaved:
                return Redirect(Hub.SitePaths.Experts);
            case ExpertInvalid invalid:
                ModelState.Add(invalid.Problems, words, field => $"Input.{field}");
                return await OnGetAsync(cancellation);
            default:
                return NotFound();
        }
    }
}

/// <summary>An entry of the pool as it is typed.</summary>
internal sealed class ExpertInput
{
    public HelperKind? Kind { get; set; } = HelperKind.Expert;

    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? MailLanguage { get; set; }

    public string? Organisation { get; set; }

    public string? Languages { get; set; }

    public IReadOnlyList<string> Themes { get; set; } = [];

    public string? Countries { get; set; }

    public string? Place { get; set; }

    public string? Country { get; set; }

    public string? Latitude { get; set; }

    public string? Longitude { get; set; }

    public string? MostCases { get; set; } = "2";

    public bool Active { get; set; } = true;

    internal static ExpertInput Of(ExpertLine line)
    {
        var expert = line.Facts.Expert;
        return new()
        {
            Kind = expert.Kind, Name = line.Facts.Name, Email = line.Email, Organisation = expert.Organisation, Languages = string.Join(", ", expert.Languages), Themes = expert.Themes,
            Countries = string.Join(", ", expert.Countries), Place = expert.Seat.Place, Country = expert.Seat.Country, Latitude = Text(expert.Seat.Latitude),
            Longitude = Text(expert.Seat.Longitude), MostCases = expert.MostCases.ToString(CultureInfo.InvariantCulture), Active = expert.IsActive,
        };

        static string? Text(double? degrees) => degrees?.ToString(CultureInfo.InvariantCulture);
    }

    internal ExpertForm Form() => new()
    {
        Kind = Kind, Name = Name?.Trim() ?? "", Email = Email?.Trim() ?? "", MailLanguage = Hub.People.Languages.Known(MailLanguage), Organisation = Organisation,
        Languages = Codes(Languages), Themes = Themes, Countries = Codes(Countries), Seat = new Seat(Place?.Trim() ?? "", Country?.Trim() ?? "", Degrees(Latitude), Degrees(Longitude)),
        MostCases = int.TryParse(MostCases, NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : 0, IsActive = Active,
    };

    // What is no number becomes one that the rules refuse.
    private static double? Degrees(string? text) => string.IsNullOrWhiteSpace(text) ? null
        : double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && double.IsFinite(degrees) ? degrees : 999;

    private static string[] Codes(string? text) => (text ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries);
}
