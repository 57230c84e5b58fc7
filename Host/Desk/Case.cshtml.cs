using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Applications.Board;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Practices;
using StrongCities.Hub.Risks;
using StrongCities.Hub.Tasks;

namespace StrongCities.Host.Desk;

/// <summary>A case from all sides, with what its reader has to decide.</summary>
internal sealed class CaseModel(IMediator mediator, CurrentViewer me) : PageModel
{
    public CasePage Found { get; private set; } = null!;

    /// <summary>The reader's open tasks of this case.</summary>
    public IReadOnlyList<TaskPage> Mine { get; private set; } = [];

    /// <summary>Plan, papers, partners and money; <see langword="null"/> where the case is no application.</summary>
    public ApplicationPage? Application { get; private set; }

    /// <summary>The good practice that a request has or could have; <see langword="null"/> for neither.</summary>
    public PracticeOffer? Practice { get; private set; }

    /// <summary>That the city of a register of risks has stopped looking at them; <see langword="null"/> where it has not, or the case is none.</summary>
    public StoppedLooks? Stopped { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (await mediator.Send(new GetCase(me.Viewer, id), cancellation) is not { } found)
        {
            return NotFound();
        }

        var mine = new List<TaskPage>();
        foreach (var line in found.Tasks.Where(line => line is { IsMine: true, Task.State: TaskState.Open }))
        {
            if (await mediator.Send(new OpenTask(new BySeat(me.Viewer, line.Task.Id)), cancellation) is TaskPage page)
            {
                mine.Add(page);
            }
        }

        (Found, Mine) = (found, mine);
        Application = found.Case is Application ? await mediator.Send(new GetApplication(me.Viewer, id), cancellation) : null;
        Practice = found.Case is SupportRequest ? await mediator.Send(new PracticeOfRequest(me.Viewer, id), cancellation) : null;
        Stopped = found.Case is RiskRegister && await mediator.Send(new ListStoppedLooks(me.Viewer) { RegisterId = id }, cancellation) is [var stopped] ? stopped : null;
        return Page();
    }
}
