using System.Globalization;
using System.Security.Cryptography;

namespace StrongCities.Hub.Tasks;

/// <summary>Six digits that were mailed to the person who signs: they prove that who presses the button reads that person's mail now.</summary>
public sealed class StepUpCode
{
    // Slow on purpose: six digits are few, so a copy of the database must not give them away while they live.
    private const int Rounds = 100_000;
    private const int Digits = 6;

    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The task that it signs.</summary>
    public required string TaskId { get; init; }

    /// <summary>Who signs.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>16 random bytes.</summary>
    public required byte[] Salt { get; init; }

    /// <summary>PBKDF2 with SHA-256 of the code.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>When it was mailed.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>After this it is worth nothing.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Wrong tries so far.</summary>
    public int Misses { get; set; }

    /// <summary>When it was used.</summary>
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>Makes a new one.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="personId">Who signs.</param>
    /// <param name="now">When.</param>
    /// <param name="lifetime">How long it lives.</param>
    /// <returns>The record, and the code itself for the mail.</returns>
    public static (StepUpCode Record, string Code) Mint(string taskId, Guid personId, DateTimeOffset now, TimeSpan lifetime)
    {
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        var salt = RandomNumberGenerator.GetBytes(16);
        var record = new StepUpCode
        {
            Id = Guid.CreateVersion7(now),
            TaskId = taskId,
            PersonId = personId,
            Salt = salt,
            Hash = HashOf(code, salt),
            IssuedAt = now,
            ExpiresAt = now + lifetime,
        };
        return (record, code);
    }

    /// <summary>Hashes what somebody typed, slowly; to be compared with <see cref="Is"/>.</summary>
    /// <param name="typed">As typed; only digits count.</param>
    /// <returns>The hash, or an empty one for what can't be a code.</returns>
    public byte[] HashOf(string typed)
    {
        var digits = string.Concat(typed.Where(char.IsAsciiDigit));
        return digits.Length == Digits ? HashOf(digits, Salt) : [];
    }

    /// <summary>Compares in fixed time.</summary>
    /// <param name="typedHash">What <see cref="HashOf(string)"/> made of it.</param>
    /// <returns>Whether it is the code.</returns>
    public bool Is(ReadOnlySpan<byte> typedHash) => CryptographicOperations.FixedTimeEquals(typedHash, Hash);

    private static byte[] HashOf(string code, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(code, salt, Rounds, HashAlgorithmName.SHA256, 32);
}
