using System.Globalization;

namespace StrongCities.Hub.Events;

/// <summary>An event in numbers, for its report.</summary>
internal static class EventNumbers
{
    /// <summary>How useful it was on average, to one decimal; <see langword="null"/> where nobody has said.</summary>
    public static decimal? Mean(IReadOnlyList<EventInvitation> invited)
    {
        var said = invited.Where(one => one.Usefulness is not null).Select(one => (decimal)one.Usefulness!.Value).ToList();
        return said.Count == 0 ? null : Math.Round(said.Average(), 1, MidpointRounding.AwayFromZero);
    }

    /// <summary>By the names that mails know them by. What nobody said is left out.</summary>
    public static Dictionary<string, string> Of(IReadOnlyList<EventInvitation> invited, IReadOnlyList<Commitment> promises)
    {
        var numbers = new Dictionary<string, string> { ["invited"] = Text(invited.Count), ["came"] = Text(invited.Count(one => one.Came)) };
        if (Mean(invited) is { } mean)
        {
            numbers["useful"] = string.Create(CultureInfo.InvariantCulture, $"{mean:0.0}/5");
        }

        if (promises.Count > 0)
        {
            numbers["kept"] = $"{Text(promises.Count(one => one.State == CommitmentState.Kept))}/{Text(promises.Count)}";
        }

        return numbers;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
