using Microsoft.Extensions.Localization;

namespace StrongCities.Host.Words;

/// <summary>The hub's texts: events, options, gaps and problems, as its use cases name them by key.</summary>
/// <param name="texts">As the hub ships them.</param>
public sealed class HubTexts(IStringLocalizer<Hub.Words.Words> texts)
{
    /// <summary>A text, or what was asked for where it is no key: then it is somebody's own words.</summary>
    /// <param name="keyOrText">Either.</param>
    /// <param name="values">Fill the text's places; a value that is itself a key is put into words too.</param>
    /// <returns>The text.</returns>
    public string Find(string keyOrText, IEnumerable<object> values) =>
        texts[keyOrText] is { ResourceNotFound: false } ? texts[keyOrText, [.. values.Select(Say)]].Value : keyOrText;

    /// <summary>A text, or another.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="otherwise">Where there is none.</param>
    /// <returns>The text.</returns>
    public string FindOr(string key, string otherwise) => texts[key] is { ResourceNotFound: false } found ? found.Value : otherwise;

    private object Say(object value) => value is string text ? FindOr(text, text) : value;
}
