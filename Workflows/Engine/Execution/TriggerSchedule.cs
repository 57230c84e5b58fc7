using System.Globalization;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;

namespace StrongCities.Engine.Execution;

/// <summary>When a trigger that the clock fires is due again.</summary>
public static class TriggerSchedule
{
    /// <summary>The next time of a trigger that fires now. Times missed meanwhile are not made up for.</summary>
    /// <param name="name">The trigger's name, such as <c>Elsa.Timer</c>.</param>
    /// <param name="payload">Its payload.</param>
    /// <param name="due">When it was due.</param>
    /// <param name="now">Not before <paramref name="due"/>.</param>
    /// <returns>After now; <see langword="null"/> when it fires only once.</returns>
    public static DateTimeOffset? Next(string name, JsonNode? payload, DateTimeOffset due, DateTimeOffset now) => name switch
    {
        Activities.Timer.TypeName => NextOfTimer(payload, due, now),
        Cron.TypeName => Cron.Next(payload?[Cron.ExpressionMember]?.GetValue<string>(), now),
        _ => null,
    };

    private static DateTimeOffset NextOfTimer(JsonNode? payload, DateTimeOffset due, DateTimeOffset now)
    {
        var interval = TimeSpan.ParseExact(payload![Activities.Timer.IntervalMember]!.GetValue<string>(), "c", CultureInfo.InvariantCulture);
        return due + (interval * (((now - due).Ticks / interval.Ticks) + 1));
    }
}
