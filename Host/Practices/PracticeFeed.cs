using System.Globalization;
using System.Security.Cryptography;
using System.Xml;
using System.Xml.Linq;
using StrongCities.Hub;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Practices;

namespace StrongCities.Host.Practices;

/// <summary>A hub's good practices as an Atom feed (RFC 4287).</summary>
internal static class PracticeFeed
{
    public const string ContentType = "application/atom+xml; charset=utf-8";

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    // Of a feed that has no entry yet: its first hub was founded later.
    private static readonly DateTimeOffset Never = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Write(RegionalHub hub, IReadOnlyList<PublicPractice> newest, Uri site, string title)
    {
        var list = SitePaths.Practices(hub.Key);
        var feed = new XElement(
            Atom + "feed",
            new XElement(Atom + "id", $"urn:uuid:{hub.Id:D}"),
            new XElement(Atom + "title", title),
            new XElement(Atom + "updated", Moment(newest.Max(one => one.SharedAt) ?? Never)),
            new XElement(Atom + "author", new XElement(Atom + "name", hub.Name)),
            Link("self", $"{list}/feed", "application/atom+xml"),
            Link("alternate", list, "text/html"),
            newest.Select(EntryOf));
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new System.Text.UTF8Encoding(false), CloseOutput = false }))
        {
            new XDocument(feed).Save(writer);
        }

        return bytes.ToArray();

        XElement EntryOf(PublicPractice one) => new(
            Atom + "entry",
            new XAttribute(XNamespace.Xml + "lang", one.Languages is [var main, ..] ? main : "und"),
            new XElement(Atom + "id", $"urn:uuid:{one.Id:D}"),
            new XElement(Atom + "title", Clean(one.Title)),
            new XElement(Atom + "updated", Moment(one.SharedAt ?? Never)),
            new XElement(Atom + "published", Moment(one.SharedAt ?? Never)),
            new XElement(Atom + "author", new XElement(Atom + "name", $"{one.City} ({one.Country})")),
            Link("alternate", $"{list}/{one.Slug}", "text/html"),
            Link("alternate", $"{list}/{one.Slug}.json", "application/json"),
            one.Themes.Select(theme => new XElement(Atom + "category", new XAttribute("term", theme))),
            new XElement(Atom + "summary", Clean(one.Summary)));

        XElement Link(string relation, string path, string type) => new(
            Atom + "link", new XAttribute("rel", relation), new XAttribute("href", new Uri(site, path.TrimStart('/'))), new XAttribute("type", type));
    }

    /// <summary>Changes with the feed.</summary>
    public static string FingerprintOf(byte[] feed) => Convert.ToHexStringLower(SHA256.HashData(feed))[..32];

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // XML has no place for most control characters, in whatever way they are written.
    private static string Clean(string text) => string.Concat(text.Where(sign => XmlConvert.IsXmlChar(sign) || char.IsSurrogate(sign)));
}
