using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Cities;

namespace StrongCities.Hub.Cases;

/// <summary>
/// The working calendars of a case. They come as workflow inputs, put in at the start, so that a burst needs nothing from outside and
/// counts the same when it is replayed.
/// </summary>
internal sealed class CaseClock
{
    /// <summary>Names of the workflow inputs that every case process declares.</summary>
    public const string CityInput = "City";

    /// <inheritdoc cref="CityInput"/>
    public const string HubInput = "Hub";

    /// <inheritdoc cref="CityInput"/>
    public const string LaneInput = "Lane";

    private readonly WorkingCalendar city;
    private readonly WorkingCalendar hub;

    private CaseClock(WorkingCalendar city, WorkingCalendar hub, bool isUrgent) => (this.city, this.hub, IsUrgent) = (city, hub, isUrgent);

    /// <summary>Whether hours may count.</summary>
    public bool IsUrgent { get; }

    /// <summary>Reads the inputs, or says what is wrong with them.</summary>
    public static CaseClock? Read(ActivityContext context, out string? problem)
    {
        var city = CalendarOf(context, CityInput);
        var hub = CalendarOf(context, HubInput);
        problem = city is null || hub is null
            ? $"The workflow inputs '{CityInput}' and '{HubInput}' must be objects with a known 'calendar', such as {{\"calendar\":\"MK\"}}. "
                + "Declare both with a workflow-instance storage driver, and start the process with them."
            : null;
        return city is null || hub is null ? null : new CaseClock(city, hub, context.WorkflowInput<string>(LaneInput) == nameof(Lane.Urgent));
    }

    /// <summary>What a start passes in. A case of the hub's own has the hub in its city's place: there is nobody else whose days could count.</summary>
    public static JsonObject InputsOf(City? city, RegionalHub hub, Lane lane) => new()
    {
        [CityInput] = city is null
            ? JsonSerializer.SerializeToNode(new { name = hub.Name, calendar = hub.Calendar, timeZone = hub.TimeZone })
            : JsonSerializer.SerializeToNode(new { name = city.Name, country = city.Country, calendar = city.Calendar, timeZone = city.TimeZone, language = city.Language }),
        [HubInput] = JsonSerializer.SerializeToNode(new { name = hub.Name, calendar = hub.Calendar, timeZone = hub.TimeZone }),
        [LaneInput] = lane.ToString(),
    };

    /// <summary>The calendar of the side that must act.</summary>
    public WorkingCalendar Of(CaseParty party) => party == CaseParty.City ? city : hub;

    /// <summary>A calendar by <c>City</c>, <c>Hub</c> or its own key.</summary>
    public WorkingCalendar? Named(string name) => name switch
    {
        CityInput => city,
        HubInput => hub,
        _ => WorkingCalendars.Find(name),
    };

    /// <summary>When offices open on the n-th working day after a moment.</summary>
    public static DateTimeOffset OpeningAfter(WorkingCalendar calendar, DateTimeOffset start, int workingDays)
    {
        var closing = calendar.DueAfter(start, workingDays);
        return calendar.NextAllowedMoment(closing - closing.TimeOfDay);
    }

    private static WorkingCalendar? CalendarOf(ActivityContext context, string input) =>
        context.WorkflowInput<JsonObject>(input)?["calendar"]?.GetValue<string>() is { } key ? WorkingCalendars.Find(key) : null;
}
