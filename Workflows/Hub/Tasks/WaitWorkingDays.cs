using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Cases;

namespace StrongCities.Hub.Tasks;

/// <summary><c>StrongCities.WaitWorkingDays</c>: waits by somebody's working calendar.</summary>
public sealed class WaitWorkingDays : Activity
{
    private const int MaxDays = 1_000;

    private static readonly Dictionary<string, string> CalendarTexts = WorkingCalendars.All
        .Select(calendar => KeyValuePair.Create(calendar.Key, calendar.Name))
        .Append(new(CaseClock.CityInput, "The city's"))
        .Append(new(CaseClock.HubInput, "The hub's"))
        .ToDictionary();

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.WaitWorkingDays")
    {
        Category = "Case",
        DisplayName = "Wait working days",
        Description = "Waits until offices open on the n-th working day after today. Weekends and holidays of the calendar do not count.",
        Inputs =
        [
            new("Days", "Int32") { DisplayName = "Working days", Description = $"How many, 1 to {MaxDays}.", Default = 1, IsRequired = true },
            new("Calendar", "String") { Description = "Whose working days count.", UIHint = "dropdown", Options = [CaseClock.CityInput, CaseClock.HubInput, .. WorkingCalendars.All.Select(calendar => calendar.Key)], OptionTexts = CalendarTexts, Default = CaseClock.CityInput },
        ],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        var days = context.Input<int>("Days");
        if (days is < 1 or > MaxDays)
        {
            context.Fault($"The input 'Days' must be between 1 and {MaxDays}.");
            return;
        }

        if (CaseClock.Read(context, out var problem) is not { } clock)
        {
            context.Fault(problem!);
            return;
        }

        var name = context.Input<string>("Calendar") ?? CaseClock.CityInput;
        if (clock.Named(name) is not { } calendar)
        {
            context.Fault($"There is no working calendar '{name}'. Use City, Hub, or one of: {string.Join(", ", WorkingCalendars.All.Select(known => known.Key))}.");
            return;
        }

        var until = CaseClock.OpeningAfter(calendar, context.Now, days);
        context.AddBookmark(new BookmarkRequest(null, new JsonObject { ["ResumeAt"] = until.ToString("O") }) { DueAt = until, OnlyThisExecution = true });
    }
}
