using System.Globalization;
using System.Text.Json.Nodes;
using StrongCities.Hub;
using StrongCities.Hub.Practices;

namespace StrongCities.Host.Practices;

/// <summary>A good practice for programs: as a file of its own, and in its page in the words of schema.org.</summary>
internal static class PracticeJson
{
    /// <summary>The file.</summary>
    public static JsonObject Write(PublicPractice practice, Uri site, string license) => new()
    {
        ["id"] = $"urn:uuid:{practice.Id:D}",
        ["url"] = Page(practice, site),
        ["title"] = practice.Title,
        ["summary"] = practice.Summary,
        ["problem"] = practice.Problem,
        ["whatWasDone"] = practice.Done,
        ["result"] = practice.Result,
        ["lessons"] = practice.Lessons,
        ["daysOfHelp"] = practice.Days,
        ["kindOfHelp"] = practice.Help.ToString(),
        ["themes"] = List(practice.Themes),
        ["languages"] = List(practice.Languages),
        ["city"] = new JsonObject { ["name"] = practice.City, ["country"] = practice.Country },
        ["hub"] = new JsonObject { ["key"] = practice.HubKey, ["name"] = practice.Hub },
        ["contact"] = new JsonObject { ["name"] = Said(practice.Contact.Name), ["role"] = Said(practice.Contact.Role), ["email"] = practice.Contact.Email },
        ["pictures"] = new JsonArray([.. practice.Pictures.Select(picture => new JsonObject
        {
            ["url"] = Picture(practice, picture, site), ["width"] = picture.Width, ["height"] = picture.Height, ["alt"] = picture.Alt, ["maker"] = picture.Maker,
        })]),
        ["published"] = Moment(practice.SharedAt),
        ["license"] = license,
    };

    /// <summary>The same in the words of schema.org, as text that may stand in a page: its signs can't end the element around it.</summary>
    public static string Linked(PublicPractice practice, Uri site, string license) => new JsonObject
    {
        ["@context"] = "https://schema.org",
        ["@type"] = "Article",
        ["@id"] = Page(practice, site),
        ["url"] = Page(practice, site),
        ["headline"] = practice.Title,
        ["abstract"] = practice.Summary,
        ["articleBody"] = string.Join("\n\n", practice.Problem, practice.Done, practice.Result, practice.Lessons),
        ["keywords"] = List(practice.Themes),
        ["inLanguage"] = List(practice.Languages),
        ["datePublished"] = Moment(practice.SharedAt),
        ["author"] = new JsonObject { ["@type"] = "GovernmentOrganization", ["name"] = practice.City, ["address"] = new JsonObject { ["@type"] = "PostalAddress", ["addressLocality"] = practice.City, ["addressCountry"] = practice.Country } },
        ["publisher"] = new JsonObject { ["@type"] = "Organization", ["name"] = practice.Hub },
        ["image"] = new JsonArray([.. practice.Pictures.Select(picture => new JsonObject
        {
            ["@type"] = "ImageObject", ["contentUrl"] = Picture(practice, picture, site), ["width"] = picture.Width, ["height"] = picture.Height, ["caption"] = picture.Alt, ["creditText"] = picture.Maker,
        })]),
        ["license"] = license,
    }.ToJsonString();

    private static string Page(PublicPractice practice, Uri site) => new Uri(site, $"{SitePaths.Practices(practice.HubKey)}/{practice.Slug}".TrimStart('/')).AbsoluteUri;

    private static string Picture(PublicPractice practice, PublicPicture picture, Uri site) => $"{Page(practice, site)}/pictures/{picture.Number.ToString(CultureInfo.InvariantCulture)}";

    private static JsonArray List(IEnumerable<string> words) => new([.. words.Select(word => (JsonNode)JsonValue.Create(word))]);

    private static string? Said(string text) => text.Length == 0 ? null : text;

    private static string? Moment(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
