namespace StrongCities.Hub.Matching;

/// <summary>Countries as bits, so that asking for one costs the same however many there are.</summary>
internal sealed class CountrySet
{
    private const int Letters = 26;

    private readonly ulong[] bits = new ulong[((Letters * Letters) / 64) + 1];

    public CountrySet(IEnumerable<string> codes)
    {
        foreach (var code in codes)
        {
            if (IndexOf(code) is >= 0 and var index)
            {
                bits[index >> 6] |= 1UL << (index & 63);
            }
        }
    }

    /// <summary>Where a code's bit is; -1 for what is no code of two letters.</summary>
    public static int IndexOf(string code) => code.Length == 2 && char.IsAsciiLetter(code[0]) && char.IsAsciiLetter(code[1])
        ? ((char.ToUpperInvariant(code[0]) - 'A') * Letters) + char.ToUpperInvariant(code[1]) - 'A'
        : -1;

    public bool Has(int index) => index >= 0 && (bits[index >> 6] & (1UL << (index & 63))) != 0;
}
