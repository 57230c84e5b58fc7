using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub.Tasks;

namespace StrongCities.Host.Desk;

/// <summary>A task from outside: who is asked, what was done, and what hub staff can do about it.</summary>
internal sealed class TaskModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    public ManagedTask Found { get; private set; } = null!;

    [FromRoute]
    public string Id { get; set; } = "";

    [BindProperty]
    public TaskActKind? Kind { get; set; }

    /// <summary>Why, by what is done: each form of the page has its own.</summary>
    [BindProperty]
    public Dictionary<string, string?> Reason { get; set; } = [];

    [BindProperty]
    public Guid? PersonId { get; set; }

    [BindProperty]
    public int? Days { get; set; }

    /// <summary>What was typed, in the form that it was typed in.</summary>
    public string? ReasonOf(TaskActKind kind) => Reason.GetValueOrDefault(kind.ToString());

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await FindAsync(cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        ModelState.Clear();
        var result = await mediator.Send(new ChangeTask(me.Viewer, Id, Kind ?? TaskActKind.Late, ReasonOf(Kind ?? TaskActKind.Late), PersonId, Days), cancellation);
        if (result is ChangeTaskInvalid invalid)
        {
            ModelState.Add(invalid.Problems, words, field => field == nameof(Reason) ? $"Reason[{Kind}]" : field);
        }

        return result switch
        {
            ChangeTaskNotFound => NotFound(),
            TaskChanged => Redirect($"{Request.PathBase}/desk/tasks/{Id}"),
            _ => await FindAsync(cancellation) ? Page() : NotFound(),
        };
    }

    private async Task<bool> FindAsync(CancellationToken cancellation)
    {
        Found = (await mediator.Send(new ManageTask(me.Viewer, Id), cancellation))!;
        return Found is not null;
    }
}
