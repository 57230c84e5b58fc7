using System.Security.Cryptography;
using System.Text;
using StrongCities.Host.Tests.Pages;

namespace StrongCities.Host.Tests.Editing;

/// <summary>A host as in production in one respect: nobody publishes what they wrote last. A program has a key.</summary>
public sealed class FourEyesHost() : PageHost(
    Directory.CreateTempSubdirectory("strongcities-eyes-").FullName,
    [
        ("Runtime:Editing:FourEyes", "true"),
        ("ElsaApi:Keys:pipeline", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)))),
    ])
{
    public const string Key = "a-key-for-this-test-only";
}
