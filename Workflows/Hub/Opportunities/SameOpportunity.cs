using StrongCities.Hub.Opportunities.Search;

namespace StrongCities.Hub.Opportunities;

/// <summary>
/// Whether two records tell of one opportunity. Sure, across sources: number and title or funder agree; or the address does; or title, funder and close date
/// do; and neither number nor close date speaks against it. What agrees in part only <em>looks like</em> it. Within a source, which knows its own
/// records, only what says exactly the same is a duplicate: one number may stand for several rounds with deadlines of their own.
/// </summary>
internal static class SameOpportunity
{
    private const int MaxTitleKey = 200;
    private const int MinNumberKey = 5;

    /// <summary>A funder's number without case and signs; <see langword="null"/> when too short to tell anything.</summary>
    public static string? NumberKey(string? number)
    {
        var key = string.Concat(FoldText.Fold(number ?? "").Where(char.IsLetterOrDigit));
        return key.Length >= MinNumberKey && key.Any(char.IsDigit) ? key : null;
    }

    /// <summary>An address without scheme, <c>www</c>, fragment, trackers and the slash at the end; <see langword="null"/> for a whole site.</summary>
    public static string? AddressKey(Uri? address)
    {
        if (address is not { IsAbsoluteUri: true })
        {
            return null;
        }

        var host = address.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? address.Host[4..] : address.Host;
        var query = string.Join('&', address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(part => !part.StartsWith("utm_", StringComparison.OrdinalIgnoreCase) && !part.StartsWith("lang", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal));
        var path = address.AbsolutePath.TrimEnd('/');
        return path.Length == 0 && query.Length == 0 ? null : $"{host}{path}{(query.Length > 0 ? "?" : "")}{query}".ToLowerInvariant();
    }

    /// <summary>A title's letters and digits, folded.</summary>
    public static string TitleKey(string title)
    {
        var key = string.Join(' ', FoldText.Words(title));
        return key.Length > MaxTitleKey ? key[..MaxTitleKey] : key;
    }

    /// <summary>What a found opportunity shares with one in the catalogue, and whether that makes them one.</summary>
    /// <param name="known">In the catalogue.</param>
    /// <param name="found">Not stored yet; its keys are set.</param>
    /// <param name="sameSource">Whether the found record's source has a record of the known one.</param>
    public static (Likeness? Why, bool IsSure) Compare(Opportunity known, Opportunity found, bool sameSource)
    {
        var number = known.NumberKey is not null && known.NumberKey == found.NumberKey;
        var otherNumber = known.NumberKey is not null && found.NumberKey is not null && !number;
        var address = known.AddressKey is not null && known.AddressKey == found.AddressKey;
        var title = known.TitleKey.Length > 0 && known.TitleKey == found.TitleKey;
        var funder = known.FunderKey.Length > 0 && known.FunderKey == found.FunderKey;
        var close = known.ClosesAt is { } a && found.ClosesAt is { } b ? Math.Abs((a - b).TotalDays) < 1 : (bool?)null;
        if (sameSource)
        {
            return (number && title && close != false ? Likeness.Number : null, false);
        }

        Likeness? why = number && (title || funder || address || close == true) ? Likeness.Number
            : address ? Likeness.Address
            : title && (funder || close == true) ? Likeness.Title
            : null;
        var sure = !otherNumber && close != false && ((number && (title || funder || address)) || (address && title) || (title && funder && close == true));
        return (why, sure);
    }
}
