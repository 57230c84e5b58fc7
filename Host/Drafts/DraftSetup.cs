using StrongCities.Designer;

namespace StrongCities.Host.Drafts;

/// <summary>The pages about who changes workflows.</summary>
internal static class DraftSetup
{
    public static void AddDrafts(this IServiceCollection services)
    {
        services.AddScoped<IDraftBoard, DraftBoard>();
        services.AddScoped<DraftDeeds>();
        services.AddScoped<VersionsReading>();
    }
}
