using StrongCities.Hub.Calendars;
using StrongCities.Hub.Cities;

namespace StrongCities.Hub.Matching;

/// <summary>A hub's opportunities and cities at one moment, prepared for judging every pair of them.</summary>
internal sealed class MatchSides
{
    private readonly Dictionary<string, DayLine> lines = new(StringComparer.Ordinal);
    private OpportunitySide? timed;
    private readonly Dictionary<string, TimeLeft> times = new(StringComparer.Ordinal);

    public MatchSides(Guid hubId, IEnumerable<MatchSubject> subjects, IEnumerable<(City City, CityProfile Profile)> cities, MatchSettings settings, DateTimeOffset now)
    {
        var index = new ThemeIndex();
        HubId = hubId;
        Settings = settings;
        Opportunities = [.. subjects.Select(subject => new OpportunitySide(subject, index))];
        Cities = [.. cities.Select(pair => new CitySide(pair.City, pair.Profile, index))];
        EveryCity = [.. Enumerable.Range(0, Cities.Count)];
        foreach (var city in Cities)
        {
            lines.TryAdd(city.Calendar.Key, DayLine.At(city.Calendar, now));
        }
    }

    public Guid HubId { get; }

    public MatchSettings Settings { get; }

    public IReadOnlyList<OpportunitySide> Opportunities { get; }

    public IReadOnlyList<CitySide> Cities { get; }

    /// <summary>The places of all cities.</summary>
    public int[] EveryCity { get; }

    public DayLine LineOf(WorkingCalendar calendar) => lines[calendar.Key];

    /// <summary>Time left, counted once for an opportunity and a calendar as long as the opportunities come one after another.</summary>
    public TimeLeft TimeOf(OpportunitySide opportunity, WorkingCalendar calendar)
    {
        if (!ReferenceEquals(timed, opportunity))
        {
            timed = opportunity;
            times.Clear();
        }

        if (!times.TryGetValue(calendar.Key, out var time))
        {
            times.Add(calendar.Key, time = TimeLeft.Of(opportunity.Closes, LineOf(calendar)));
        }

        return time;
    }

    public Outcome Judge(OpportunitySide opportunity, CitySide city) => Matching.Judge.Brief(opportunity, city, TimeOf(opportunity, city.Calendar), Settings);
}
