using System.Security.Cryptography;
using System.Text.Json;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Opportunities;

namespace StrongCities.Hub.Practices;

/// <summary>What others read of a good practice: no more than the city released. Every page, feed and file is written from this and nothing else.</summary>
public sealed record PublicPractice
{
    /// <summary>The case.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name in addresses; empty before it was published.</summary>
    public required string Slug { get; init; }

    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>In three sentences.</summary>
    public required string Summary { get; init; }

    /// <summary>What was the matter.</summary>
    public required string Problem { get; init; }

    /// <summary>What was done.</summary>
    public required string Done { get; init; }

    /// <summary>What came of it.</summary>
    public required string Result { get; init; }

    /// <summary>What others can learn.</summary>
    public required string Lessons { get; init; }

    /// <summary>Days of help; <see langword="null"/> for not said.</summary>
    public int? Days { get; init; }

    /// <summary>Keys of <see cref="Matching.HubThemes"/>.</summary>
    public required IReadOnlyList<string> Themes { get; init; }

    /// <summary>BCP 47 tags, the main language first.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>How the help was given.</summary>
    public required Lane Help { get; init; }

    /// <summary>The city's name.</summary>
    public required string City { get; init; }

    /// <summary>Its country: ISO 3166 alpha-2, Kosovo XK.</summary>
    public required string Country { get; init; }

    /// <summary>The hub's name.</summary>
    public required string Hub { get; init; }

    /// <summary>The hub's key.</summary>
    public required string HubKey { get; init; }

    /// <summary>Whom to ask: of the city where names were released, else the hub. A name may be empty.</summary>
    public required PracticeContact Contact { get; init; }

    /// <summary>Those that were released, in their order.</summary>
    public required IReadOnlyList<PublicPicture> Pictures { get; init; }

    /// <summary>Since when it can be read.</summary>
    public DateTimeOffset? SharedAt { get; init; }

    /// <summary>Changes with anything of it: the tag by which a browser knows whether its copy is the newest.</summary>
    /// <returns>32 hex digits.</returns>
    public string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, FactsJson.Options)))[..32];

    /// <summary>What may be read of a good practice by a release.</summary>
    /// <param name="practice">The whole.</param>
    /// <param name="city">Whose it is.</param>
    /// <param name="hub">Who publishes.</param>
    /// <param name="release">What is released, or would be.</param>
    /// <returns>It; <see langword="null"/> where not even the text is.</returns>
    internal static PublicPractice? Of(GoodPractice practice, City city, RegionalHub hub, PracticeRelease? release)
    {
        if (release is not { Text: true })
        {
            return null;
        }

        var text = practice.Text;
        return new PublicPractice
        {
            Id = practice.Id,
            Slug = practice.Slug ?? "",
            Title = Shown(text.Title),
            Summary = Shown(text.Summary),
            Problem = Shown(text.Problem),
            Done = Shown(text.Done),
            Result = Shown(text.Result),
            Lessons = Shown(text.Lessons),
            Days = text.Days,
            Themes = text.Themes,
            Languages = text.Languages,
            Help = practice.Help,
            City = city.Name,
            Country = city.Country,
            Hub = hub.Name,
            HubKey = hub.Key,
            Contact = release.Names && text.Contact.Name.Length > 0 ? text.Contact : new PracticeContact("", Shown(text.Contact.Role), hub.Email),
            Pictures = release.Pictures
                ? [.. practice.Pictures.Select(picture => new PublicPicture(picture.Number, picture.Sha256, picture.Width, picture.Height, Shown(picture.Alt), Shown(picture.Maker)))]
                : [],
            SharedAt = practice.SharedAt,
        };

        string Shown(string words) => release.Names ? words : HideNames.In(words, text.People);
    }
}

/// <summary>A picture that others see.</summary>
/// <param name="Number">Its number in the address.</param>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Alt">What it shows.</param>
/// <param name="Maker">Who made it.</param>
public sealed record PublicPicture(int Number, string Sha256, int Width, int Height, string Alt, string Maker);
