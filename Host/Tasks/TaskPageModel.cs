using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Portal;
using StrongCities.Host.Words;
using StrongCities.Hub;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Tasks;

namespace StrongCities.Host.Tasks;

/// <summary>How a task's page stands to its reader.</summary>
internal enum TaskView
{
    /// <summary>It can be decided.</summary>
    Ask,

    /// <summary>Its reader must say first whether they have a personal interest.</summary>
    Declare,

    /// <summary>It is over, or its reader has answered; the page says by whom and when.</summary>
    Over,

    /// <summary>Its reader has stepped aside.</summary>
    Aside,

    /// <summary>The link's time is over.</summary>
    Expired,

    /// <summary>The link must be opened again in this browser.</summary>
    Locked,
}

/// <summary>Shows a task and takes its decision, by whichever way its reader came. Only the POST decides.</summary>
internal abstract class TaskPageModel(IMediator mediator, PageWords words) : PageModel
{
    public TaskView View { get; private set; }

    public TaskPage Found { get; private set; } = null!;

    /// <summary>Whether what was shown has changed since.</summary>
    public bool IsStale { get; private set; }

    /// <summary>What has changed, by the fields or facts of the case.</summary>
    public IReadOnlySet<string> Changed { get; private set; } = new HashSet<string>();

    public bool FilesLost { get; private set; }

    /// <summary>Whether an answer has just been sent that came too late.</summary>
    public bool IsLate { get; private set; }

    /// <summary>Whether the form asks for the code of a signature.</summary>
    public bool AsksCode { get; private set; }

    /// <summary>Since when its reader has stepped aside.</summary>
    public DateTimeOffset AsideSince { get; private set; }

    /// <summary>Asks for another code instead of trying the one typed.</summary>
    [BindProperty]
    public bool NewCode { get; set; }

    [BindProperty]
    public string? Interest { get; set; }

    [BindProperty]
    public DecisionInput Decision { get; set; } = new();

    [BindProperty]
    public RequestInput Form { get; set; } = new();

    [BindProperty]
    public IReadOnlyList<IFormFile> Files { get; set; } = [];

    /// <summary>Where to go once decided: a path of this site.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }

    /// <summary>Where this page's forms and files are.</summary>
    public abstract string Path { get; }

    /// <summary>The reader's way to the task, or <see langword="null"/> when the link must be opened again.</summary>
    protected abstract TaskAccess? Access { get; }

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "d")] string? option, CancellationToken cancellation)
    {
        Response.KeepUnlisted();
        if (Access is not { } access)
        {
            return Say(TaskView.Locked, StatusCodes.Status403Forbidden);
        }

        switch (await mediator.Send(new OpenTask(access), cancellation))
        {
            case TaskPage page:
                Show(page);
                Form = page.Case is SupportRequest asked ? RequestInput.From(asked.Form) : new RequestInput();
                Decision = DecisionInput.Shown(page, option);
                return Page();
            case TaskSteppedAside aside:
                return Aside(aside);
            case TaskLinkExpired:
                return Say(TaskView.Expired, StatusCodes.Status410Gone);
            default:
                return NotFound();
        }
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        Response.KeepUnlisted();
        if (Access is not { } access)
        {
            return Say(TaskView.Locked, StatusCodes.Status403Forbidden);
        }

        if (await SendAsync(access, cancellation) is not { } result)
        {
            return await mediator.Send(new OpenTask(access), cancellation) is TaskPage page ? Again(page) : NotFound();
        }

        switch (result)
        {
            case TaskDecided or TaskVoted:
                return Redirect(Back is null ? $"{Request.PathBase}{Path}" : LocalPath.Or(Back, Path));
            case TaskCodeNeeded code:
                return AskCode(code);
            case TaskEndedBefore before:
                IsLate = before.Page.Mine is null && before.Page.Decision is not null;
                Show(before.Page);
                return Page();
            case TaskPageStale stale:
                (IsStale, Changed) = (true, Decision.Changed(stale.Page));
                Response.StatusCode = StatusCodes.Status409Conflict;
                ModelState.Clear();
                return Again(stale.Page);
            case DecideInvalid invalid:
                ModelState.Add(invalid.Problems, words, field => NameOf(invalid.Page, field));
                return Again(invalid.Page);
            case DecideExpired:
                return Say(TaskView.Expired, StatusCodes.Status410Gone);
            default:
                return NotFound();
        }
    }

    /// <summary>Its reader has no personal interest, and sees the case from now on.</summary>
    public async Task<IActionResult> OnPostDeclareAsync(CancellationToken cancellation)
    {
        if (Access is not { } access)
        {
            return Say(TaskView.Locked, StatusCodes.Status403Forbidden);
        }

        await mediator.Send(new DeclareNoInterest(access), cancellation);
        return Redirect($"{Request.PathBase}{Path}");
    }

    /// <summary>Its reader has a personal interest, and sees the case no more.</summary>
    public async Task<IActionResult> OnPostAsideAsync(CancellationToken cancellation)
    {
        if (Access is not { } access)
        {
            return Say(TaskView.Locked, StatusCodes.Status403Forbidden);
        }

        return await mediator.Send(new StepAside(access, Interest), cancellation) is StepAsideNotFound ? NotFound() : Redirect($"{Request.PathBase}{Path}");
    }

    private PageResult AskCode(TaskCodeNeeded code)
    {
        AsksCode = true;
        var typed = Decision.Code;
        ModelState.Clear();
        Decision.Code = null;
        var problem = code.State switch
        {
            StepUpState.Wrong => "Problem.Code",
            StepUpState.Replaced when !string.IsNullOrWhiteSpace(typed) => "Problem.CodeReplaced",
            StepUpState.TooMany => "Problem.CodeTooMany",
            _ => null,
        };
        if (problem is not null)
        {
            ModelState.AddModelError("Decision.Code", words.Hub(problem));
        }

        return Again(code.Page);
    }

    private async Task<DecideResult?> SendAsync(TaskAccess access, CancellationToken cancellation)
    {
        if (Decision.IsUpload)
        {
            return await mediator.Send(new SendFiles(access, RequestInput.Uploads(Files), Decision.Comment, Decision.SeenVersion), cancellation);
        }

        if (!Decision.IsCompletion)
        {
            var command = Decision.Command(access);
            return await mediator.Send(NewCode ? command with { Code = null } : command, cancellation);
        }

        return Form.Read(ModelState, words) is { } form
            ? await mediator.Send(new CompleteRequest(access, form, RequestInput.Uploads(Files), Decision.SeenVersion), cancellation)
            : null;
    }

    private PageResult Again(TaskPage page)
    {
        Show(page);
        Decision.See(page);
        FilesLost = Files.Count > 0;
        return Page();
    }

    private void Show(TaskPage page)
    {
        (Found, View) = (page, page switch
        {
            { Task.State: not TaskState.Open } or { Seat.State: SeatState.Decided } => TaskView.Over,
            { HidesCase: true } => TaskView.Declare,
            _ => TaskView.Ask,
        });
        PageLanguage.SpeakTo(HttpContext, page.Actor);
    }

    private PageResult Aside(TaskSteppedAside aside)
    {
        (View, AsideSince) = (TaskView.Aside, aside.At);
        PageLanguage.SpeakTo(HttpContext, aside.Actor);
        return Page();
    }

    private PageResult Say(TaskView view, int status)
    {
        View = view;
        Response.StatusCode = status;
        return Page();
    }

    private static string NameOf(TaskPage page, string field) => page.Task.Kind == TaskKind.Completion
        ? RequestInput.NameOf(field)
        : field == "Files" ? field
        : field is "Option" or "Comment" ? $"Decision.{field}" : $"Decision.Fields[{field}]";
}
