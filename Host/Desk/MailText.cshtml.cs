using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail.Wordings;
using StrongCities.Hub.People;

namespace StrongCities.Host.Desk;

/// <summary>A kind of mail in one language: how it looks, the words that an advisor may choose, and the versions of these.</summary>
internal sealed class MailTextModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    [FromRoute]
    public string Kind { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "in")]
    public string? In { get; set; }

    [BindProperty(SupportsGet = true, Name = "case")]
    public Guid? Case { get; set; }

    /// <summary>The version whose change is shown.</summary>
    [BindProperty(SupportsGet = true, Name = "version")]
    public int? Version { get; set; }

    /// <summary>The version that was just saved.</summary>
    [BindProperty(SupportsGet = true, Name = "saved")]
    public int Saved { get; set; }

    [BindProperty]
    public int BasedOn { get; set; }

    [BindProperty]
    public int Restored { get; set; }

    [BindProperty]
    public string? Subject { get; set; }

    [BindProperty]
    public string? Heading { get; set; }

    [BindProperty]
    public string? Opening { get; set; }

    [BindProperty]
    public string? Closing { get; set; }

    public WordingPage Shown { get; private set; } = null!;

    public MailPreview Preview { get; private set; } = null!;

    /// <summary>What stands in the boxes where nothing was typed.</summary>
    public WordingText Text { get; private set; } = WordingText.BuiltIn;

    /// <summary>Whether the preview shows words that are not saved.</summary>
    public bool IsTyped { get; private set; }

    /// <summary>What somebody else saved meanwhile.</summary>
    public Wording? Overlap { get; private set; }

    /// <summary>How a condition is written.</summary>
    public static string Example => "{% if advisor %}{{ advisor }}{% else %}{{ hub }}{% endif %}";

    private string Language => In ?? PageLanguage.Current;

    /// <summary>How a value is written.</summary>
    public static string Written(string name) => $"{{{{ {name} }}}}";

    /// <summary>What a value may be.</summary>
    public string SampleOf(WordingValue value) => value.Sample.Count > 0 ? string.Join(" · ", value.Sample) : words["MailTexts.NoSample"];

    /// <summary>This page with what was chosen.</summary>
    public string Here(int? version = null) => Address(("version", version));

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(typed: null, cancellation);

    public async Task<IActionResult> OnPostAsync(string? act, CancellationToken cancellation)
    {
        if (!me.Viewer.Is(RoleSets.CaseStaff))
        {
            return NotFound();
        }

        // A box that came empty is bound as nothing, and means no words.
        var typed = new WordingText(Subject ?? "", Heading ?? "", Opening ?? "", Closing ?? "");
        switch (act)
        {
            case "save":
                return await AfterAsync(await mediator.Send(new SaveWording(me.Viewer, Kind, Language, BasedOn, typed), cancellation), typed, cancellation);
            case "restore":
                return await AfterAsync(await mediator.Send(new RestoreWording(me.Viewer, Kind, Language, BasedOn, Restored), cancellation), typed: null, cancellation);
            default:
                return await ShowAsync(typed, cancellation);
        }
    }

    private async Task<IActionResult> AfterAsync(SaveWordingResult result, WordingText? typed, CancellationToken cancellation)
    {
        switch (result)
        {
            case WordingSaved saved:
                return Redirect(Address(("saved", saved.Version)));
            case WordingInvalid invalid when typed is null:
                ModelState.Add(invalid.Problems, words, field => field);
                break;
            case WordingOverlap overlap:
                Overlap = overlap.Newest;
                break;
            case WordingNotFound:
                return NotFound();
        }

        return await ShowAsync(typed, cancellation);
    }

    private async Task<IActionResult> ShowAsync(WordingText? typed, CancellationToken cancellation)
    {
        if (await mediator.Send(new OpenWording(me.Viewer, Kind, Language, PageLanguage.Current), cancellation) is not { } shown
            || (Version is { } version && shown.Versions.All(line => line.Version != version))
            || await mediator.Send(new PreviewMail(me.Viewer, Kind, Language, Case, typed), cancellation) is not { } preview)
        {
            return NotFound();
        }

        (Shown, Preview, Text, IsTyped) = (shown, preview, shown.TextOf(shown.Newest)!, typed is not null);
        if (typed is not null)
        {
            ModelState.Add(preview.Problems, words, field => field);
        }

        Response.AllowStyleOf(preview.Html);
        return Page();
    }

    private string Address((string Name, int? Value) more)
    {
        var query = QueryString.Create("in", Language);
        query = Case is { } about ? query.Add("case", $"{about}") : query;
        query = more.Value is { } value ? query.Add(more.Name, $"{value}") : query;
        return $"/desk/mail-texts/{Uri.EscapeDataString(Kind)}{query}";
    }
}
