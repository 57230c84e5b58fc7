using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Events;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub;
using StrongCities.Hub.Events;

namespace StrongCities.Host.Desk;

/// <summary>What the forms of an event's idea share: the new one, and the one that changes it.</summary>
/// <param name="words">For problems.</param>
internal abstract class IdeaPageModel(PageWords words) : PageModel
{
    private const int Rows = 5;

    protected PageWords Say { get; } = words;

    [BindProperty]
    public EventInput Input { get; set; } = new();

    /// <summary>Reads the rows of dates and lets the use case judge the rest.</summary>
    /// <param name="send">Sends the dates that could be read.</param>
    /// <returns>Where to go on; the form again where something is wrong.</returns>
    protected async Task<IActionResult> SendAsync(Func<IReadOnlyList<EventSlot>, Task<EventResult>> send)
    {
        // A row that can't be read whole is no date: it is told, and the rest is judged all the same.
        var rows = Input.Dates.Select((slot, row) => (Slot: slot, Row: row)).Where(one => !one.Slot.IsEmpty).ToList();
        foreach (var (_, row) in rows.Where(one => one.Slot.Read() is null))
        {
            ModelState.AddModelError($"Input.Dates[{row}]", Say.Hub("Problem.Date"));
        }

        var read = rows.Where(one => one.Slot.Read() is not null).ToList();
        if (ModelState.IsValid)
        {
            switch (await send([.. read.Select(one => one.Slot.Read()!)]))
            {
                case EventKept kept:
                    return Redirect(SitePaths.DeskEvent(kept.Id));
                case EventInvalid invalid:
                    ModelState.Add(invalid.Problems, Say, field => field.Length == 0 ? "" : $"Input.{RowOf(field, [.. read.Select(one => one.Row)])}");
                    break;
                default:
                    return NotFound();
            }
        }

        Fill();
        return Page();
    }

    /// <summary>Adds empty rows of dates up to those that the form offers.</summary>
    protected void Fill()
    {
        while (Input.Dates.Count < Rows)
        {
            Input.Dates.Add(new SlotInput());
        }
    }

    // The use case counts the dates that it got, the page its rows.
    private static string RowOf(string field, List<int> rows) =>
        field.StartsWith("Dates[", StringComparison.Ordinal) && int.TryParse(field["Dates[".Length..^1], out var place) && place < rows.Count ? $"Dates[{rows[place]}]" : field;
}
