using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using StrongCities.Hub.Opportunities;

namespace StrongCities.Hub.Risks;

/// <summary>A register as it was at one moment: what the mayor reads and signs.</summary>
/// <param name="TakenAt">When.</param>
/// <param name="Lines">The highest risk first.</param>
/// <param name="Hash">SHA-256 of the lines, hex: equal registers have equal hashes.</param>
public sealed record RegisterSnapshot(DateTimeOffset TakenAt, IReadOnlyList<SnapshotLine> Lines, string Hash)
{
    /// <summary>Takes it.</summary>
    /// <param name="risks">The open risks.</param>
    /// <param name="now">When.</param>
    /// <returns>The snapshot.</returns>
    public static RegisterSnapshot Of(IEnumerable<Risk> risks, DateTimeOffset now)
    {
        SnapshotLine[] lines =
        [
            .. risks.Where(risk => risk.ArchivedAt is null).OrderBy(risk => risk.Facts, RiskOrder.HighestFirst).ThenBy(risk => risk.Number)
                .Select(risk => new SnapshotLine(risk.Number, risk.Facts, risk.Score, risk.Visibility)),
        ];
        return new RegisterSnapshot(now, lines, HashOf(lines));
    }

    /// <summary>Whether its lines are still those of its hash.</summary>
    [JsonIgnore]
    public bool IsWhole => HashOf(Lines) == Hash;

    private static string HashOf(IReadOnlyList<SnapshotLine> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(lines, FactsJson.Options)));
}

/// <summary>A risk in a snapshot.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Facts">What was said of it.</param>
/// <param name="Score">How high it was.</param>
/// <param name="Visibility">Who could read it.</param>
public sealed record SnapshotLine(int Number, RiskFacts Facts, RiskScore Score, RiskVisibility Visibility);

/// <summary>A register that the mayor has signed.</summary>
public sealed class RegisterEndorsement
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>The city, which alone reads it.</summary>
    public required Guid CityId { get; init; }

    /// <summary>The register.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>What was signed.</summary>
    public required RegisterSnapshot Snapshot { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>By whom.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>As they were called then.</summary>
    public required string PersonName { get; init; }
}
