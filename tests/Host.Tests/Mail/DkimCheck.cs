using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace StrongCities.Host.Tests.Mail;

/// <summary>Checks a DKIM signature by RFC 6376, relaxed/relaxed and rsa-sha256, without the library that wrote it.</summary>
public static partial class DkimCheck
{
    /// <summary>Checks the first signature.</summary>
    /// <param name="message">Lines ended by CR LF.</param>
    /// <param name="key">The public key that a verifier would find in the DNS.</param>
    /// <returns>The signature's tags; <c>null</c> when body hash or signature is wrong, or there is none.</returns>
    public static IReadOnlyDictionary<string, string>? Verify(byte[] message, RSA key)
    {
        var text = Encoding.Latin1.GetString(message);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var headers = LineStart().Split(text[..end]).ToList();
        var own = headers.FirstOrDefault(header => Name(header) == "dkim-signature");
        if (own is null)
        {
            return null;
        }

        var tags = own[(own.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(';').Select(tag => tag.Split('=', 2)).Where(tag => tag.Length == 2)
            .ToDictionary(tag => tag[0].Trim(), tag => Space().Replace(tag[1], ""));
        if (tags["a"] != "rsa-sha256" || tags["c"] != "relaxed/relaxed" || tags["bh"] != Convert.ToBase64String(SHA256.HashData(Body(text[(end + 4)..]))))
        {
            return null;
        }

        var signed = new StringBuilder();
        foreach (var names in tags["h"].ToLowerInvariant().Split(':').GroupBy(name => name))
        {
            tags[$"h:{names.Key}"] = names.Count().ToString(CultureInfo.InvariantCulture);
        }

        var left = headers.Where(header => header != own).ToList();
        foreach (var name in tags["h"].ToLowerInvariant().Split(':'))
        {
            // From the bottom up; one that isn't there counts as empty.
            if (left.FindLastIndex(header => Name(header) == name) is var i and >= 0)
            {
                signed.Append(Relaxed(left[i])).Append("\r\n");
                left.RemoveAt(i);
            }
        }

        signed.Append(Relaxed(Signature().Replace(own, "$1")));
        return key.VerifyData(Encoding.Latin1.GetBytes(signed.ToString()), Convert.FromBase64String(tags["b"]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            ? tags
            : null;
    }

    private static string Name(string header) => header.Split(':')[0].Trim().ToLowerInvariant();

    private static string Relaxed(string header) =>
        $"{Name(header)}:{Blanks().Replace(header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Replace("\r\n", "", StringComparison.Ordinal), " ").Trim()}";

    private static byte[] Body(string body)
    {
        var lines = body.Split("\r\n").Select(line => Blanks().Replace(line, " ").TrimEnd(' ')).ToList();
        var last = lines.FindLastIndex(line => line.Length > 0);
        return Encoding.Latin1.GetBytes(string.Concat(lines.Take(last + 1).Select(line => $"{line}\r\n")));
    }

    [GeneratedRegex(@"\r\n(?![ \t])")]
    private static partial Regex LineStart();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"[ \t]+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"([;\s]b=)[^;]*")]
    private static partial Regex Signature();
}
