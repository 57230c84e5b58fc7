using System.Reflection;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;

namespace StrongCities.Host.Tests.Mail;

/// <summary>Every kind of mail in every language.</summary>
public static class MailCases
{
    public static IReadOnlyList<string> Kinds { get; } =
        [.. typeof(MailKind).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)];

    /// <summary>All that are sent: what a search found is a line of the digest, never a mail of its own.</summary>
    public static IEnumerable<(string Kind, string Language)> All() =>
        from kind in Kinds where kind != MailKind.Find from language in Languages.All select (kind, language);
}
