using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Events;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub;
using StrongCities.Hub.Events;

namespace StrongCities.Host.Desk;

/// <summary>A form that proposes an event: empty, for cities that share a theme, or out of a request.</summary>
internal sealed class NewEventModel(IMediator mediator, CurrentViewer me, PageWords words, MatchTexts themes) : PageModel
{
    private const int Rows = 5;

    public EventDraft Draft { get; private set; } = null!;

    [BindProperty]
    public EventInput Input { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "theme")]
    public string? Theme { get; set; }

    [BindProperty(SupportsGet = true, Name = "from")]
    public Guid? From { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation))
        {
            return NotFound();
        }

        Input = new EventInput
        {
            Title = Draft.Theme is { } theme ? themes.Theme(theme) : Draft.Title,
            Purpose = Draft.Theme is { } shared ? words["Events.SharedTheme", themes.Theme(shared)] : Draft.Purpose,
            Cities = [.. Draft.Chosen],
            FromCaseId = Draft.FromCaseId,
        };
        Fill();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation))
        {
            return NotFound();
        }

        // A row that can't be read whole is no date: it is told, and the rest is judged all the same.
        var rows = Input.Dates.Select((slot, row) => (Slot: slot, Row: row)).Where(one => !one.Slot.IsEmpty).ToList();
        foreach (var (_, row) in rows.Where(one => one.Slot.Read() is null))
        {
            ModelState.AddModelError($"Input.Dates[{row}]", words.Hub("Problem.Date"));
        }

        var read = rows.Where(one => one.Slot.Read() is not null).ToList();
        if (ModelState.IsValid)
        {
            switch (await mediator.Send(new ProposeEvent(me.Viewer, Input.Title ?? "", Input.Plan, Input.Cities, [.. read.Select(one => one.Slot.Read()!)], Input.FromCaseId), cancellation))
            {
                case EventKept kept:
                    return Redirect(SitePaths.DeskEvent(kept.Id));
                case EventInvalid invalid:
                    ModelState.Add(invalid.Problems, words, field => $"Input.{RowOf(field, [.. read.Select(one => one.Row)])}");
                    break;
                default:
                    return NotFound();
            }
        }

        Fill();
        return Page();
    }

    // The use case counts the dates that it got, the page its rows.
    private static string RowOf(string field, List<int> rows) =>
        field.StartsWith("Dates[", StringComparison.Ordinal) && int.TryParse(field["Dates[".Length..^1], out var place) && place < rows.Count ? $"Dates[{rows[place]}]" : field;

    private void Fill()
    {
        while (Input.Dates.Count < Rows)
        {
            Input.Dates.Add(new SlotInput());
        }
    }

    private async Task<bool> FindAsync(CancellationToken cancellation)
    {
        Draft = (await mediator.Send(new PrepareEvent(me.Viewer, Theme, From), cancellation))!;
        return Draft is not null;
    }
}
