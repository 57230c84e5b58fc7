using System.Text.RegularExpressions;

namespace StrongCities.Host.ElsaApi.Descriptors;

/// <summary>Names of programs as people write them.</summary>
internal static partial class Wording
{
    /// <summary><c>HubLead</c> becomes <c>Hub lead</c>; what is no such name stays as it is.</summary>
    public static string Of(string name) => Humps().Replace(name, hump => $" {char.ToLowerInvariant(hump.Value[0])}");

    [GeneratedRegex("(?<=[a-z])[A-Z](?=[a-z])")]
    private static partial Regex Humps();
}
