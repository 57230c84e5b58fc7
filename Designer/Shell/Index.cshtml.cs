using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace StrongCities.Designer.Shell;

/// <summary>One part of Elsa Studio inside our frame: the list of workflows, a workflow's editor, the list of runs, or a run.</summary>
/// <param name="environment">Knows whether Studio's files are there.</param>
/// <param name="drafts">Knows what there is, and who edits.</param>
public sealed partial class IndexModel(IWebHostEnvironment environment, IDraftBoard drafts) : PageModel
{
    /// <summary>The product's name, the same in each language.</summary>
    public const string Product = "StrongCities";

    /// <summary>The style sheets that Studio needs, in their order, then ours; relative to <see cref="StudioFiles.Path"/>.</summary>
    public IReadOnlyList<string> Sheets { get; } =
    [
        "_content/MudBlazor/MudBlazor.min.css", "_content/CodeBeam.MudBlazor.Extensions/MudExtensions.min.css", "_content/Radzen.Blazor/css/material-base.css",
        "_content/Elsa.Studio.Shell/css/shell.css", "Elsa.Studio.Host.CustomElements.styles.css",
        "fonts.css", "fonts/ubuntu/400.css", "fonts/ubuntu/500.css", "fonts/ubuntu/700.css", "fonts/montserrat/400.css", "fonts/montserrat/600.css",
        "frame.css", "canvas.css",
    ];

    /// <summary>
    /// Our scripts, which must speak first, then the runtime, so that its files come while the other scripts of Studio are read; relative to
    /// <see cref="StudioFiles.Path"/>.
    /// </summary>
    public IReadOnlyList<string> Scripts { get; } =
    [
        "saves.js", "frame.js", StudioFiles.Start, "_content/BlazorMonaco/jsInterop.js", "_content/BlazorMonaco/lib/monaco-editor/min/vs/loader.js",
        "_content/BlazorMonaco/lib/monaco-editor/min/vs/editor/editor.main.js", "_content/MudBlazor/MudBlazor.min.js",
        "_content/CodeBeam.MudBlazor.Extensions/MudExtensions.min.js", "_content/Radzen.Blazor/Radzen.Blazor.js",
    ];

    /// <summary>Whether the host was built without Studio.</summary>
    public bool IsMissing { get; private set; }

    /// <summary>Whether the address names a workflow or run that there is not, or that this person may not see: Studio would show nothing at all.</summary>
    public bool IsUnknown { get; private set; }

    /// <summary>What is shown: <c>Definitions, Definition, Instances</c> or <c>Instance</c>. Also the key of its title.</summary>
    public string Part { get; private set; } = "Definitions";

    /// <summary>The id of the workflow or run; empty on lists.</summary>
    public string? Id { get; private set; }

    /// <summary>What to say above a workflow's editor; <see langword="null"/> on other parts.</summary>
    public DraftNotice? Notice { get; private set; }

    /// <summary>How our words are written; Studio's own are English.</summary>
    public string Direction { get; } = CultureInfo.CurrentUICulture.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    /// <summary>The custom element of Studio that shows it.</summary>
    public string Element => Part switch
    {
        "Definition" => "elsa-workflow-definition-editor",
        "Instances" => "elsa-workflow-instance-list",
        "Instance" => "elsa-workflow-instance-viewer",
        _ => "elsa-workflow-definition-list",
    };

    /// <summary>Opens the page; addresses that Studio itself writes lead to ours.</summary>
    /// <param name="id">The workflow's or run's id, for one of them.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The page, or the way to it.</returns>
    public async Task<IActionResult> OnGetAsync(string? id, CancellationToken cancellation)
    {
        if (StudioAddress().Match(Request.Path) is { Success: true } own)
        {
            return LocalRedirect($"{StudioFiles.Path}/{own.Groups["what"]}/{own.Groups["id"]}");
        }

        Id = id;
        Part = (Request.Path.StartsWithSegments($"{StudioFiles.Path}/instances", StringComparison.OrdinalIgnoreCase), id) switch
        {
            (true, null) => "Instances",
            (true, _) => "Instance",
            (false, null) => "Definitions",
            (false, _) => "Definition",
        };
        IsMissing = !environment.WebRootFileProvider.GetFileInfo($"{StudioFiles.Path}/{StudioFiles.Start}").Exists;
        Notice = Part == "Definition" ? await drafts.OpenAsync(id!, cancellation) : null;
        IsUnknown = Part switch
        {
            "Definition" => Notice is null,
            "Instance" => !await drafts.HasRunAsync(id!, cancellation),
            _ => false,
        };
        if (IsUnknown)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (!IsMissing)
        {
            Response.Headers.ContentSecurityPolicy = StudioFiles.Policy;
        }

        return Page();
    }

    /// <summary>The value of <c>aria-current</c> of a link in the menu.</summary>
    /// <param name="prefix">How the parts begin to which the link belongs.</param>
    /// <returns><c>page</c>, or <see langword="null"/>.</returns>
    public string? Current(string prefix) => Part.StartsWith(prefix, StringComparison.Ordinal) ? "page" : null;

    [GeneratedRegex("^/designer/workflows/(?<what>definitions|instances)/(?<id>[^/]+)(/(edit|view))?$", RegexOptions.IgnoreCase)]
    private static partial Regex StudioAddress();
}
