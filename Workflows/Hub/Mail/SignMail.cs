using System.Security.Cryptography;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;

namespace StrongCities.Hub.Mail;

/// <summary>
/// Puts a DKIM signature on mails (RFC 6376; rsa-sha256, relaxed/relaxed). The arithmetic is the system's: MimeKit's own takes ten times
/// as long.
/// </summary>
internal sealed class SignMail : IDisposable
{
    // From and Subject once more than they occur, so that nobody adds a second one and keeps the signature (RFC 6376 section 8.15).
    private static readonly string[] Signed =
    [
        "From", "From", "To", "To", "Subject", "Subject", "Date", "Message-ID", "Reply-To", "In-Reply-To", "References", "MIME-Version",
        "Content-Type", "Content-Transfer-Encoding", "Auto-Submitted", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post",
    ];

    private readonly Signer signer;

    /// <param name="options">Complete.</param>
    public SignMail(DkimOptions options) => signer = new Signer(options);

    /// <summary>Signs one.</summary>
    /// <param name="message">Encoded for the wire. Nothing of it may change afterwards.</param>
    public void Sign(MimeMessage message) => signer.Sign(message, [.. Signed.Where((name, i) => Occurs(message, name) || Array.IndexOf(Signed, name) < i)]);

    /// <inheritdoc/>
    public void Dispose() => signer.Dispose();

    private static bool Occurs(MimeMessage message, string name) =>
        message.Headers.Contains(name) || (name.StartsWith("Content-", StringComparison.Ordinal) && message.Body?.Headers.Contains(name) == true);

    private sealed class Signer : DkimSigner, IDisposable
    {
        // One per thread: RSA promises nothing to two threads at once.
        private readonly ThreadLocal<RSA> keys;

        public Signer(DkimOptions options)
            : base(PrivateKeyOf(options), options.Domain!, options.Selector!, DkimSignatureAlgorithm.RsaSha256)
        {
            keys = new(options.OpenKey, trackAllValues: true);
            HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed;
            BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed;
        }

        public void Dispose()
        {
            foreach (var key in keys.Values)
            {
                key.Dispose();
            }

            keys.Dispose();
        }

        protected override ISigner CreateSigningContext() => new Digest(keys.Value!);

        private static AsymmetricKeyParameter PrivateKeyOf(DkimOptions options)
        {
            using var key = options.OpenKey();
            return DotNetUtilities.GetRsaKeyPair(key.ExportParameters(includePrivateParameters: true)).Private;
        }
    }

    /// <summary>What MimeKit feeds the text to be signed.</summary>
    private sealed class Digest(RSA key) : ISigner
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public string AlgorithmName => "SHA256withRSA";

        public void Init(bool forSigning, ICipherParameters parameters)
        {
            if (!forSigning)
            {
                throw new NotSupportedException("This only signs.");
            }
        }

        public void Update(byte input) => hash.AppendData([input]);

        public void BlockUpdate(byte[] input, int inOff, int inLen) => hash.AppendData(input, inOff, inLen);

        public void BlockUpdate(ReadOnlySpan<byte> input) => hash.AppendData(input);

        public int GetMaxSignatureSize() => key.KeySize / 8;

        public byte[] GenerateSignature()
        {
            using (hash)
            {
                return key.SignHash(hash.GetHashAndReset(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            }
        }

        public bool VerifySignature(byte[] signature) => throw new NotSupportedException("This only signs.");

        public void Reset() => hash.GetHashAndReset();
    }
}
