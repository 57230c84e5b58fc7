namespace StrongCities.Hub.Matching;

/// <summary>Which pairs a run must judge, by what differs from the last run.</summary>
internal sealed class MatchPlan
{
    // Raised when a rule's code changes its verdicts: everything is judged again after the update.
    private const long RulesVersion = 1;

    private readonly Dictionary<(MatchInputKind Kind, Guid Id), MatchInput> before;
    private readonly MatchSides sides;
    private readonly int[] changedCities;
    private readonly Dictionary<int, DayLine> dayBefore;

    public MatchPlan(MatchSides sides, IEnumerable<MatchInput> inputs, bool everything)
    {
        this.sides = sides;
        before = everything ? [] : inputs.ToDictionary(input => (input.Kind, input.Id));
        SettingsFingerprint = Fingerprint.Of(new { RulesVersion, sides.Settings });
        IsWhole = !before.TryGetValue((MatchInputKind.Settings, sides.HubId), out var settings) || settings.Fingerprint != SettingsFingerprint;
        changedCities = [.. Enumerable.Range(0, sides.Cities.Count).Where(place => !Knows(MatchInputKind.City, sides.Cities[place].Id, sides.Cities[place].Fingerprint))];
        dayBefore = IsWhole ? [] : DaysBefore();
    }

    public long SettingsFingerprint { get; }

    /// <summary>Whether every pair is judged.</summary>
    public bool IsWhole { get; }

    /// <summary>Whether the opportunity itself is to be remembered as matched.</summary>
    public bool IsChanged(OpportunitySide opportunity) => IsWhole || !Knows(MatchInputKind.Opportunity, opportunity.Id, opportunity.Fingerprint);

    /// <summary>Places of the cities that an opportunity must be judged for.</summary>
    public int[] CitiesFor(OpportunitySide opportunity)
    {
        if (IsChanged(opportunity))
        {
            return sides.EveryCity;
        }

        if (dayBefore.Count == 0)
        {
            return changedCities;
        }

        var list = new List<int>(changedCities);
        foreach (var (place, line) in dayBefore)
        {
            var then = TimeLeft.Of(opportunity.Closes, line);
            var now = sides.TimeOf(opportunity, sides.Cities[place].Calendar);
            if (Seen(then) != Seen(now))
            {
                list.Add(place);
            }
        }

        return [.. list];
    }

    /// <summary>What cities and settings are now remembered as matched with.</summary>
    public IEnumerable<MatchInput> Outdated()
    {
        if (IsWhole)
        {
            yield return new MatchInput { HubId = sides.HubId, Kind = MatchInputKind.Settings, Id = sides.HubId, Fingerprint = SettingsFingerprint };
        }

        foreach (var city in sides.Cities)
        {
            var today = sides.LineOf(city.Calendar).Today;
            if (!Knows(MatchInputKind.City, city.Id, city.Fingerprint) || before[(MatchInputKind.City, city.Id)].Day != today)
            {
                yield return new MatchInput { HubId = sides.HubId, Kind = MatchInputKind.City, Id = city.Id, Fingerprint = city.Fingerprint, Day = today };
            }
        }
    }

    // Cities whose day is another than at the last run, with the days as they were counted then. One line for a calendar and day.
    private Dictionary<int, DayLine> DaysBefore()
    {
        var lines = new Dictionary<(string, DateOnly), DayLine>();
        var days = new Dictionary<int, DayLine>();
        foreach (var place in sides.EveryCity.Except(changedCities))
        {
            var city = sides.Cities[place];
            if (before[(MatchInputKind.City, city.Id)].Day is { } day && day != sides.LineOf(city.Calendar).Today)
            {
                if (!lines.TryGetValue((city.Calendar.Key, day), out var line))
                {
                    lines.Add((city.Calendar.Key, day), line = new DayLine(city.Calendar, day));
                }

                days.Add(place, line);
            }
        }

        return days;
    }

    // What verdicts can tell apart.
    private (bool, bool, int) Seen(TimeLeft time) => (time.Day is null, time.Left < 0, Math.Clamp(time.Whole, -1, sides.Settings.Horizon));

    private bool Knows(MatchInputKind kind, Guid id, long fingerprint) => before.TryGetValue((kind, id), out var known) && known.Fingerprint == fingerprint;
}
