namespace StrongCities.Host.ElsaApi;

/// <summary>A whole list, in Elsa's shape.</summary>
/// <param name="Items">All of it.</param>
internal sealed record ElsaList<T>(IReadOnlyCollection<T> Items)
{
    /// <summary>How many.</summary>
    public int Count => Items.Count;
}
