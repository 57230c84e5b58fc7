using System.Numerics;

namespace StrongCities.Hub.Matching;

/// <summary>Gives theme keys their bits, for one run.</summary>
internal sealed class ThemeIndex
{
    private readonly Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);

    public ThemeSet SetOf(IEnumerable<string> keys)
    {
        var all = keys.Select(PlaceOf).ToList();
        var bits = new ulong[all.Count == 0 ? 0 : (all.Max() >> 6) + 1];
        all.ForEach(place => bits[place >> 6] |= 1UL << (place & 63));
        return new ThemeSet(bits);
    }

    private int PlaceOf(string key)
    {
        if (!places.TryGetValue(key, out var place))
        {
            places.Add(key, place = places.Count);
        }

        return place;
    }
}

/// <summary>Themes as bits of one <see cref="ThemeIndex"/>.</summary>
internal readonly struct ThemeSet(ulong[] bits)
{
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in bits)
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    /// <summary>How many are in both.</summary>
    public int Shared(in ThemeSet other)
    {
        var (mine, theirs, count) = (bits, other.Bits, 0);
        for (var word = Math.Min(mine.Length, theirs.Length) - 1; word >= 0; word--)
        {
            count += BitOperations.PopCount(mine[word] & theirs[word]);
        }

        return count;
    }

    private ulong[] Bits => bits;
}
