using System.Globalization;
using System.Resources;

namespace StrongCities.Host.Words;

/// <summary>The hub's texts: events, options, gaps and problems, as its use cases name them by key.</summary>
public sealed class HubTexts
{
    private readonly ResourceManager? texts = Open();

    /// <summary>A text, or what was asked for where it is no key: then it is somebody's own words.</summary>
    /// <param name="keyOrText">Either.</param>
    /// <param name="values">Fill the text's places; a value that is itself a key is put into words too.</param>
    /// <returns>The text.</returns>
    public string Find(string keyOrText, IEnumerable<object> values)
    {
        var found = texts?.GetString(keyOrText, CultureInfo.CurrentUICulture);
        return found is null
            ? keyOrText
            : string.Format(CultureInfo.CurrentCulture, found, [.. values.Select(Say)]);
    }

    /// <summary>A text, or another.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="otherwise">Where there is none.</param>
    /// <returns>The text.</returns>
    public string FindOr(string key, string otherwise) => texts?.GetString(key, CultureInfo.CurrentUICulture) ?? otherwise;

    private object Say(object value) => value is string text ? FindOr(text, text) : value;

    private static ResourceManager? Open()
    {
        var assembly = typeof(Hub.FieldProblem).Assembly;
        var name = assembly.GetManifestResourceNames().FirstOrDefault(name => name.EndsWith(".HubWords.resources", StringComparison.Ordinal));
        return name is null ? null : new ResourceManager(name[..^".resources".Length], assembly);
    }
}
