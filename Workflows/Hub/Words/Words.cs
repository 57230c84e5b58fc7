namespace StrongCities.Hub.Words;

/// <summary>Names what the hub says to people: <c>Words.resx</c> and one file per language.</summary>
public sealed class Words;
