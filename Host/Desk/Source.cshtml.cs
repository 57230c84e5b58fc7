using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.Sources;
using StrongCities.Hub.People;

namespace StrongCities.Host.Desk;

/// <summary>One source: its settings, a try, a run by hand, a file for it, and its runs.</summary>
internal sealed class SourceModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    [FromRoute]
    public Guid? Id { get; set; }

    /// <summary>Whether a run was just asked for.</summary>
    [BindProperty(SupportsGet = true, Name = "asked")]
    public bool Asked { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public SourceKind Kind { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Address { get; set; }

    [BindProperty]
    public string? Schedule { get; set; }

    [BindProperty]
    public bool IsEnabled { get; set; }

    [BindProperty]
    public string? Query { get; set; }

    [BindProperty]
    public bool Details { get; set; }

    [BindProperty]
    public int? PageSize { get; set; }

    [BindProperty]
    public string? SecretHeader { get; set; }

    [BindProperty]
    public string? Secret { get; set; }

    [BindProperty]
    public string? Funder { get; set; }

    [BindProperty]
    public string? Currency { get; set; }

    [BindProperty]
    public string? TimeZone { get; set; }

    [BindProperty]
    public string? Delimiter { get; set; }

    [BindProperty]
    public string? Encoding { get; set; }

    [BindProperty]
    public string? Columns { get; set; }

    [BindProperty]
    public IFormFile? Files { get; set; }

    public SourcePage? Shown { get; private set; }

    public SourceTried? Tried { get; private set; }

    public static string? CloseOf(FoundOpportunity found) => found.Facts.CloseDate switch
    {
        DayDate day => day.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        TextDate text => text.Text,
        _ => null,
    };

    public static string ColumnsOf(SourceSettings settings) => string.Join('\n', settings.Columns.Select(pair => $"{pair.Key} = {pair.Value}"));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await ShowAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(string? act, CancellationToken cancellation)
    {
        if (!me.Viewer.Is(RoleSets.SourceStaff))
        {
            return NotFound();
        }

        switch (act, Id)
        {
            case ("save", _):
                return await SaveAsync(cancellation);
            case ("run", { } id):
                return await mediator.Send(new AskForRun(me.Viewer, id), cancellation) ? Redirect($"/desk/sources/source/{id}?asked=true") : NotFound();
            case ("try", { } id):
                Tried = await mediator.Send(new TrySource(me.Viewer, id), cancellation);
                return await ShowAsync(cancellation);
            case ("preview" or "upload", { } id):
                return await UploadAsync(id, act == "preview", cancellation);
            default:
                return await ShowAsync(cancellation);
        }
    }

    private async Task<IActionResult> UploadAsync(Guid id, bool isPreview, CancellationToken cancellation)
    {
        if (Files is not { Length: > 0 } file)
        {
            ModelState.Add([new FieldProblem("Files", "Problem.Required")], words, field => field);
            return await ShowAsync(cancellation);
        }

        if (isPreview)
        {
            Tried = await mediator.Send(new TrySource(me.Viewer, id, file.OpenReadStream), cancellation);
            return await ShowAsync(cancellation);
        }

        switch (await mediator.Send(new UploadToSource(me.Viewer, id, file.FileName, file.OpenReadStream), cancellation))
        {
            case Uploaded uploaded:
                return Redirect($"/desk/sources/runs/{uploaded.RunId}");
            case UploadRefused refused:
                ModelState.Add([refused.Problem], words, field => field);
                return await ShowAsync(cancellation);
            default:
                return NotFound();
        }
    }

    private async Task<IActionResult> SaveAsync(CancellationToken cancellation)
    {
        var form = new SourceForm
        {
            Kind = Kind,
            Name = Name?.Trim() ?? "",
            Address = Address?.Trim() ?? "",
            Schedule = Schedule?.Trim() ?? "",
            IsEnabled = IsEnabled,
            Secret = Secret?.Trim() ?? "",
            Settings = new SourceSettings
            {
                Query = Entered(Query),
                Details = Details,
                PageSize = PageSize ?? 0,
                SecretHeader = Entered(SecretHeader),
                Funder = Entered(Funder),
                Currency = Entered(Currency),
                TimeZone = Entered(TimeZone),
                Delimiter = string.IsNullOrEmpty(Delimiter) ? null : Delimiter,
                Encoding = Entered(Encoding),
                Columns = (Columns ?? "").Split('\n').Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries)).Where(pair => pair.Length == 2 && pair[1].Length > 0)
                    .GroupBy(pair => pair[0], StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.Last()[1]),
            },
        };
        switch (await mediator.Send(new SaveSource(me.Viewer, Id, Version, form), cancellation))
        {
            case SourceSaved saved:
                return Redirect($"/desk/sources/source/{saved.Id}");
            case SourceInvalid invalid:
                ModelState.Add(invalid.Problems, words, field => field);
                return await ShowAsync(cancellation);
            default:
                return NotFound();
        }
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        if (Id is not { } id)
        {
            return me.Viewer.Is(RoleSets.SourceStaff) ? Page() : NotFound();
        }

        Shown = await mediator.Send(new OpenSource(me.Viewer, id), cancellation);
        return Shown is null ? NotFound() : Page();
    }

    private static string? Entered(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
