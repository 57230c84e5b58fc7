namespace StrongCities.Designer.Words;

/// <summary>Names the resource files <c>Shell.*.resx</c>, which hold every text of the designer's own pages.</summary>
public sealed class Shell;
