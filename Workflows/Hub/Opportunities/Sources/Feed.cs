using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Reads RSS 2.0, RSS 1.0 and Atom. A feed tells of news, not of deadlines: who screens it fills in the rest.</summary>
public static class Feed
{
    private const int MaxRecord = 2_000_000;

    /// <summary>Reads one.</summary>
    /// <param name="content">XML.</param>
    /// <param name="funder">Who gives, since feeds seldom say.</param>
    /// <returns>The entries, as they are read.</returns>
    public static IEnumerable<ReadRecord> Read(Stream content, string? funder)
    {
        using var reader = XmlReader.Create(content, SafeXml.Settings);
        var (at, isFeed) = (0, false);
        while (SafeXml.Next(reader, Fits, MaxRecord) is { } entry)
        {
            at++;
            yield return ReadRecord.Of($"entry {at}", () => Of(entry, funder));
        }

        if (!isFeed)
        {
            throw new SourceException(SourceProblem.Unreadable, "What came is no RSS and no Atom.");
        }

        bool Fits(XmlReader node)
        {
            isFeed |= node.Depth == 0 && node.LocalName is "rss" or "RDF" or "feed";
            return node.LocalName is "item" or "entry";
        }
    }

    private static FoundOpportunity Of(XElement entry, string? funder)
    {
        var link = Children("link").Select(child => child.Attribute("rel") is { Value: not "alternate" } ? null : child.Attribute("href")?.Value ?? child.Value)
            .FirstOrDefault(address => !string.IsNullOrWhiteSpace(address))?.Trim();
        var key = SourceText.Key(Text("guid") ?? Text("id") ?? link);
        var published = Text("pubDate") ?? Text("published") ?? Text("date");
        var updated = Text("updated") ?? published;
        return new FoundOpportunity(key, new OpportunityFacts
        {
            Title = SourceText.Title(Text("title"), key),
            Description = SourceText.Text(Text("encoded") ?? Text("description") ?? Text("content") ?? Text("summary")),
            Status = OpportunityStatus.Custom,
            StatusWord = "announced",
            Funder = SourceText.Word(funder),
            Source = SourceText.Link(link),
            PostDate = Moment(published ?? updated, key) is { } posted ? new DayDate("Published", DateOnly.FromDateTime(posted.UtcDateTime), null, "UTC") : null,
            Themes = SourceText.Words(Children("category").Select(child => child.Attribute("term")?.Value ?? child.Value)),
        })
        {
            ModifiedAt = Moment(updated, key)?.ToUniversalTime(),
        };

        IEnumerable<XElement> Children(string name) => entry.Elements().Where(child => child.Name.LocalName == name);

        string? Text(string name) => Children(name).Select(child => child.Value.Trim()).FirstOrDefault(value => value.Length > 0);
    }

    private static DateTimeOffset? Moment(string? text, string key)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        // RFC 822 zones that .NET does not know.
        var clean = text.Trim();
        foreach (var (zone, offset) in new[] { (" UT", " +0000"), (" UTC", " +0000"), (" EST", " -0500"), (" EDT", " -0400"), (" CET", " +0100"), (" CEST", " +0200") })
        {
            clean = clean.EndsWith(zone, StringComparison.Ordinal) ? clean[..^zone.Length] + offset : clean;
        }

        return DateTimeOffset.TryParse(clean, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) && moment.Year is >= 1990 and <= 2100
            ? moment
            : throw new RecordException($"Its date '{SourceText.Cut(clean, 60)}' is none.", key);
    }
}
