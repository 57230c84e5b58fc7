namespace StrongCities.Host.Words;

/// <summary>Names the resource files <c>Pages.*.resx</c>, which hold every text of the pages.</summary>
public sealed class Pages;
