using Microsoft.AspNetCore.Http.Extensions;

namespace StrongCities.Host.Layout;

/// <summary>Where a list stands.</summary>
/// <param name="Number">This page, from 1.</param>
/// <param name="Size">Lines on a page.</param>
/// <param name="Total">Lines in all.</param>
/// <param name="Query">What else the address says.</param>
internal sealed record Paging(int Number, int Size, int Total, IReadOnlyDictionary<string, string?> Query)
{
    public int Pages => Math.Max(1, (Total + Size - 1) / Size);

    public string To(int number)
    {
        var query = new QueryBuilder(Query.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => KeyValuePair.Create(pair.Key, pair.Value!)));
        query.Add("p", $"{number}");
        return query.ToString();
    }
}
