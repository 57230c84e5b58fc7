using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace StrongCities.Host.ElsaApi.Links;

/// <summary>
/// The key that addresses are signed with. Data Protection's own keys change every three months and seal the same text differently each
/// time, but a burst that is run again must give the same address. So a key is drawn once and kept beside them, sealed by them.
/// </summary>
internal sealed class LinkKey(IDataProtectionProvider protection, IConfiguration configuration)
{
    private const int KeyBytes = 32;

    private readonly Lazy<byte[]> bytes = new(() => Load(
        Path.Combine(configuration["Storage:DataFolder"]!, "keys", "workflow-links.key"), protection.CreateProtector("StrongCities.Host.Links.Key")));

    /// <summary>The HMAC-SHA-256 of a text.</summary>
    public byte[] Sign(byte[] text) => HMACSHA256.HashData(bytes.Value, text);

    private static byte[] Load(string file, IDataProtector protector)
    {
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var made = $"{file}.{RandomNumberGenerator.GetHexString(8)}";
            File.WriteAllBytes(made, protector.Protect(RandomNumberGenerator.GetBytes(KeyBytes)));
            try
            {
                // Whole or not at all, and the first of two processes wins.
                File.Move(made, file, overwrite: false);
            }
            catch (IOException) when (File.Exists(file))
            {
                File.Delete(made);
            }
        }

        return protector.Unprotect(File.ReadAllBytes(file));
    }
}
