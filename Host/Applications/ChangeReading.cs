using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using StrongCities.Host.Words;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Applications.Board;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;

namespace StrongCities.Host.Applications;

/// <summary>Reads typed days, moments and amounts, and says what it can't read.</summary>
/// <param name="Viewer">Who typed.</param>
/// <param name="Found">About which application.</param>
/// <param name="Network">The cities that may be asked.</param>
/// <param name="State">Takes the problems.</param>
/// <param name="Words">Puts them into words.</param>
internal sealed record ChangeReading(Viewer Viewer, ApplicationPage Found, IReadOnlyList<PartnerCity> Network, ModelStateDictionary State, PageWords Words)
{
    private const string MomentFormat = "yyyy-MM-ddTHH:mm";
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>Whether all could be read so far.</summary>
    public bool IsFine => State.IsValid;

    public static string? Text(Money? money) => money?.Amount.ToString("0.##", CultureInfo.InvariantCulture);

    public static string? Text(DateOnly? day) => day?.ToString(DayFormat, CultureInfo.InvariantCulture);

    public static string? Text(DateTimeOffset? moment, string zone) => moment is { } at
        ? TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone)).ToString(MomentFormat, CultureInfo.InvariantCulture)
        : null;

    public DateOnly? Day(string field, string? typed) =>
        string.IsNullOrWhiteSpace(typed) ? null
        : DateOnly.TryParseExact(typed, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : Wrong<DateOnly>(field);

    /// <summary>A moment of the city's clocks; nothing where nothing was typed.</summary>
    public DateTimeOffset? Moment(string field, string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        if (!DateTime.TryParseExact(typed, [MomentFormat, $"{MomentFormat}:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return Wrong<DateTimeOffset>(field);
        }

        return new DateTimeOffset(local, TimeZoneInfo.FindSystemTimeZoneById(Found.City.TimeZone).GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>A moment that must be there.</summary>
    public DateTimeOffset Needed(string field, string? typed) => Moment(field, typed) ?? (IsFine ? Wrong<DateTimeOffset>(field) : null) ?? default;

    /// <summary>An amount, with or without its parts of a hundred.</summary>
    public Money? Money(string field, string? typed, string? currency)
    {
        const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        return string.IsNullOrWhiteSpace(typed) ? null
            : decimal.TryParse(typed, Plain, CultureInfo.InvariantCulture, out var amount) ? new Money(amount, (currency ?? "").Trim().ToUpperInvariant())
            : Refused();

        Money? Refused()
        {
            Wrong<int>(field);
            return null;
        }
    }

    private T? Wrong<T>(string field)
        where T : struct
    {
        State.AddModelError($"Input.{field}", Words.Hub("Award.Problem.Value"));
        return null;
    }
}
