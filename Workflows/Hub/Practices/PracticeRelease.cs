using System.Security.Cryptography;
using System.Text.Json;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Practices;

/// <summary>What a city lets others read of a good practice. What is not said is not released.</summary>
/// <param name="Text">The text, with roles in place of names.</param>
/// <param name="Names">The names in it, and whom to ask.</param>
/// <param name="Pictures">The pictures, with who made them.</param>
/// <param name="At">When the last of its people said so.</param>
/// <param name="Hash">SHA-256 of what they were shown, hex: a changed text is not released.</param>
public sealed record PracticeRelease(bool Text, bool Names, bool Pictures, DateTimeOffset At, string Hash)
{
    /// <summary>Who said so for the city, as they were called then.</summary>
    public IReadOnlyList<string> ByNames { get; init; } = [];

    /// <summary>Whether one of them binds the city, as names and pictures of persons need.</summary>
    public bool BySignatory { get; init; }

    /// <summary>The hash of a good practice as it is.</summary>
    internal static string HashOf(GoodPractice practice) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { practice.Text, practice.Pictures }, FactsJson.Options)));

    /// <summary>What is released once one more person of the city has said so: of the same text only what all of them did.</summary>
    internal static PracticeRelease After(PracticeRelease? before, string hash, bool names, bool pictures, Person person, DateTimeOffset now)
    {
        var first = before ?? new PracticeRelease(true, true, true, now, hash);
        var same = first.Hash == hash ? first : new PracticeRelease(true, true, true, now, hash);
        return new PracticeRelease(true, same.Names && names, same.Pictures && pictures, now, hash)
        {
            ByNames = [.. same.ByNames, person.Name],
            BySignatory = same.BySignatory || person.Roles.HasFlag(Roles.Signatory),
        };
    }

    /// <summary>Whether something of a person is in it, so that a signature's holder must agree too.</summary>
    internal bool TellsOfPeople(GoodPractice practice) => (Names && practice.Text.People.Any()) || (Pictures && practice.Pictures.Any(picture => picture.ShowsPeople));
}
