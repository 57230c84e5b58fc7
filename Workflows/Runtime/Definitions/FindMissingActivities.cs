using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Definitions;

/// <summary>Finds the activity types that stored definitions use and this host does not have. The designer shows nothing of a definition that holds one it was not told of.</summary>
/// <param name="databases">Where definitions are stored.</param>
/// <param name="catalog">The types there are.</param>
public sealed class FindMissingActivities(IRuntimeDbFactory databases, ActivityCatalog catalog)
{
    /// <summary>By version and content, so that each is read once.</summary>
    private readonly ConcurrentDictionary<(string Version, string Hash), IReadOnlyList<ActivityDescriptor>> found = new();

    /// <summary>Looks through all versions.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>One descriptor for each type and version, in the category <c>Missing</c> and not for the toolbox.</returns>
    public async Task<IReadOnlyList<ActivityDescriptor>> FindAsync(CancellationToken cancellation)
    {
        await using var db = databases.Create();
        var stored = await db.Definitions.AsNoTracking().Select(row => new { row.Id, row.ContentHash }).ToListAsync(cancellation);
        var missing = new Dictionary<(string, int), ActivityDescriptor>();
        foreach (var version in stored)
        {
            var key = (version.Id, version.ContentHash);
            if (!found.TryGetValue(key, out var types))
            {
                var json = await db.Definitions.Where(row => row.Id == version.Id).Select(row => row.Json).SingleOrDefaultAsync(cancellation);
                types = found[key] = json is null ? [] : [.. MissingIn(json)];
            }

            foreach (var type in types)
            {
                missing[(type.TypeName, type.Version)] = type;
            }
        }

        foreach (var gone in found.Keys.Except(stored.Select(version => (version.Id, version.ContentHash))))
        {
            found.TryRemove(gone, out _);
        }

        return [.. missing.Values];
    }

    private List<ActivityDescriptor> MissingIn(byte[] json)
    {
        var missing = new List<ActivityDescriptor>();
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.TryGetProperty("root", out var root))
        {
            Collect(root, missing);
        }

        return missing;
    }

    /// <summary>Takes whatever looks like an activity for one: a descriptor too many does no harm.</summary>
    private void Collect(JsonElement element, List<ActivityDescriptor> missing)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Collect(item, missing);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (element.TryGetProperty("id", out _) && element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
                && type.GetString() is { Length: > 0 } name)
            {
                var version = element.TryGetProperty("version", out var number) && number.ValueKind == JsonValueKind.Number
                    && number.TryGetInt32(out var exact) ? exact : 1;
                if (catalog.Find(name, version) is null)
                {
                    missing.Add(Placeholder(name, version));
                }
            }

            foreach (var member in element.EnumerateObject())
            {
                Collect(member.Value, missing);
            }
        }
    }

    private ActivityDescriptor Placeholder(string name, int version) => (catalog.Find(name)?.Descriptor ?? new ActivityDescriptor(name)
    {
        Category = "Missing",
        DisplayName = $"{name[(name.LastIndexOf('.') + 1)..]} (missing)",
        Description = $"This host does not have the activity type '{name}'. It is kept as it is, and a run that reaches it stops there.",
    }) with { Version = version, IsBrowsable = false };
}
