namespace StrongCities.Browser.Tests;

/// <summary>The checkout that the tests were built from.</summary>
public static class Repository
{
    /// <summary>Its root folder.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "StrongCities.sln"))
            ? folder
            : Find(Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))
                ?? throw new InvalidOperationException("No StrongCities.sln above the tests."));
}
