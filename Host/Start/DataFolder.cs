using Microsoft.AspNetCore.DataProtection;

namespace StrongCities.Host.Start;

/// <summary>Where the host keeps what must outlive it.</summary>
internal static class DataFolders
{
    /// <summary><c>Storage:DataFolder</c>, by default <c>data</c> in the content root.</summary>
    public static string DataFolder(this WebApplicationBuilder builder) =>
        Path.GetFullPath(builder.Configuration["Storage:DataFolder"] ?? "data", builder.Environment.ContentRootPath);

    /// <summary>The keys that seal cookies and mail bodies lie beside the database, never in it.</summary>
    public static void AddDataFolder(this WebApplicationBuilder builder)
    {
        var folder = builder.DataFolder();
        builder.Configuration["Storage:DataFolder"] = folder;
        builder.Services.AddDataProtection().SetApplicationName("StrongCities").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(folder, "keys")));
    }
}
