using System.Reflection;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;

namespace StrongCities.Host.Tests.Mail;

/// <summary>Every kind of mail in every language.</summary>
public static class MailCases
{
    public static IReadOnlyList<string> Kinds { get; } =
        [.. typeof(MailKind).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)];

    public static IEnumerable<(string Kind, string Language)> All() => from kind in Kinds from language in Languages.All select (kind, language);
}
