using System.Text.Json;
using System.Text.Json.Serialization;
using StrongCities.Hub.Opportunities;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Awards.Process;

/// <summary>Something about an award that a unit of work wants done after it, since it commits by itself. Done twice, it does no harm.</summary>
[JsonDerivedType(typeof(AwardWanted), "wanted")]
[JsonDerivedType(typeof(AwardTouched), "touched")]
internal abstract record AwardErrand
{
    /// <summary>The kind of its outbox rows.</summary>
    public const string OutboxKind = "award";

    /// <summary>Stores it.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="key">The same deed has the same key, and is stored once.</param>
    /// <param name="now">When.</param>
    public void Put(RuntimeDb db, string key, DateTimeOffset now) => db.Outbox.Add(new OutboxRow
    {
        Kind = OutboxKind,
        Key = $"{OutboxKind}:{key}",
        Body = JsonSerializer.SerializeToUtf8Bytes(this, FactsJson.Options),
        DueAt = now,
        CreatedAt = now,
    });

    public static AwardErrand Read(byte[] body) => JsonSerializer.Deserialize<AwardErrand>(body, FactsJson.Options)!;
}

/// <summary>An application has won: its award is to be opened.</summary>
internal sealed record AwardWanted(Guid ApplicationId, AwardFacts Facts) : AwardErrand;

/// <summary>Somebody changed something about an award: its process looks again.</summary>
internal sealed record AwardTouched(string InstanceId) : AwardErrand;
