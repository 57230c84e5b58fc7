using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace StrongCities.Hub.Mail;

/// <summary>Certificates of an authority of the operator's own, which vouch for the mail server beside those of the system.</summary>
internal sealed class SmtpAuthority
{
    private readonly X509Certificate2Collection certificates = [];

    private SmtpAuthority()
    {
    }

    /// <summary>Reads a file.</summary>
    /// <param name="file">PEM.</param>
    /// <returns>What it holds; <see langword="null"/> when that is no certificate.</returns>
    public static SmtpAuthority? Read(string file)
    {
        var authority = new SmtpAuthority();
        try
        {
            authority.certificates.ImportFromPemFile(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return null;
        }

        return authority.certificates.Count > 0 ? authority : null;
    }

    /// <summary>Whether a server is who it says. Only the question who signed is answered anew; name and dates must be right all the same.</summary>
    public bool Vouches(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 server)
        {
            return false;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(certificates);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var element in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return own.Build(server);
    }
}
