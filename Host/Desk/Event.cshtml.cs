using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Events;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub.Events;
using StrongCities.Hub.People;

namespace StrongCities.Host.Desk;

/// <summary>An event from all sides, with what an advisor can do about it where it stands.</summary>
internal sealed class EventModel(IMediator mediator, CurrentViewer me, PageWords words, TimeProvider clock) : PageModel
{
    public EventPage Shown { get; private set; } = null!;

    [BindProperty]
    public EventInput Input { get; set; } = new();

    /// <summary>Which of the page's forms was sent.</summary>
    [BindProperty]
    public string? Act { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public List<Guid> Came { get; set; } = [];

    [BindProperty]
    public string? Minutes { get; set; }

    [BindProperty]
    public Guid PersonId { get; set; }

    [BindProperty]
    public string? What { get; set; }

    [BindProperty]
    public DateOnly? DueOn { get; set; }

    private bool HasBegun => Shown.Event.StartsAt <= clock.GetUtcNow();

    public bool CanPlan => Shown.Event.Phase == EventPhase.Programme || (Shown.Event.Phase == EventPhase.Invited && !HasBegun);

    public bool CanCancel => Shown.Event.Phase < EventPhase.Invited || (Shown.Event.Phase == EventPhase.Invited && !HasBegun);

    public bool CanPromise => Shown.Event.Phase is EventPhase.Attendance or EventPhase.Feedback or EventPhase.FollowUp;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
        {
            return NotFound();
        }

        Input = EventInput.Of(Shown.Event, Zone);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
        {
            return NotFound();
        }

        if (Wish(id) is { } wish)
        {
            switch (await mediator.Send(wish, cancellation))
            {
                case EventKept:
                    return Redirect($"{Request.Path}");
                case EventInvalid invalid:
                    ModelState.Add(invalid.Problems, words, field => Act == "plan" && field.Length > 0 ? $"Input.{field}" : field);
                    break;
                default:
                    return NotFound();
            }
        }
        else if (ModelState.IsValid)
        {
            return Redirect($"{Request.Path}");
        }

        if (Act != "plan")
        {
            Input = EventInput.Of(Shown.Event, Zone);
        }

        return Page();
    }

    private TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(Shown.TimeZone);

    private IRequest<EventResult>? Wish(Guid id)
    {
        switch (Act)
        {
            case "poll":
                return new StartPoll(me.Viewer, id);
            case "invite":
                return new SendInvitations(me.Viewer, id);
            case "person":
                return new InvitePerson(me.Viewer, id, PersonId);
            case "cancel":
                return new CancelEvent(me.Viewer, id, Reason ?? "");
            case "attendance":
                return new SaveAttendance(me.Viewer, id, Came, Minutes ?? "");
            case "promise":
                return new AddCommitment(me.Viewer, id, PersonId, What ?? "", DueOn);
            case "report":
                return new AskReport(me.Viewer, id);
            case "plan" when Input.When.Read() is { } slot:
                return new PlanEvent(me.Viewer, id, Input.Title ?? "", Input.Plan, slot, Input.Programme());
            case "plan":
                ModelState.AddModelError("Input.When", words.Hub("Problem.Date"));
                return null;
            default:
                return null;
        }
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellation)
    {
        Shown = me.Viewer.Is(RoleSets.CaseStaff) ? (await mediator.Send(new GetEvent(me.Viewer, id), cancellation))! : null!;
        return Shown is not null;
    }
}
