using System.Text.Json;
using System.Text.Json.Serialization;
using StrongCities.Hub.Matching;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Opportunities.Process;

/// <summary>
/// Something that a unit of work wants done after it, since it commits by itself: a case to open, a process to move. Stored in the outbox together with
/// its cause; done twice, it does no harm.
/// </summary>
[JsonDerivedType(typeof(OpportunityTouched), "touched")]
[JsonDerivedType(typeof(CityToAlert), "alert")]
[JsonDerivedType(typeof(ApplicationWanted), "application")]
[JsonDerivedType(typeof(HelpWanted), "help")]
[JsonDerivedType(typeof(RefusalToLearn), "refusal")]
[JsonDerivedType(typeof(TaskToMove), "move")]
[JsonDerivedType(typeof(TaskToWithdraw), "withdraw")]
[JsonDerivedType(typeof(ApplicationTouched), "application-touched")]
[JsonDerivedType(typeof(ApplicationAgain), "application-again")]
internal abstract record OpportunityStep
{
    /// <summary>The kind of its outbox rows.</summary>
    public const string OutboxKind = "opportunity";

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

    public static OpportunityStep Read(byte[] body) => JsonSerializer.Deserialize<OpportunityStep>(body, FactsJson.Options)!;
}

/// <summary>Something happened to an opportunity: open the hub's case, or let the processes that wait look again.</summary>
internal sealed record OpportunityTouched(Guid HubId, Guid OpportunityId) : OpportunityStep;

/// <summary>A city is to be asked.</summary>
internal sealed record CityToAlert(Guid ParentCaseId, Guid CityId, Overall Verdict, string? Why, bool IsUrgent) : OpportunityStep;

/// <summary>A city goes for it.</summary>
internal sealed record ApplicationWanted(Guid InterestCaseId) : OpportunityStep;

/// <summary>A city wants help first.</summary>
internal sealed record HelpWanted(Guid InterestCaseId, Guid AskerId, string? Words) : OpportunityStep;

/// <summary>A city said why it is not for it.</summary>
internal sealed record RefusalToLearn(Guid InterestCaseId, Guid PersonId, RefusalKind Kind, string? Words) : OpportunityStep;

/// <summary>A task gets another deadline.</summary>
internal sealed record TaskToMove(string TaskId, int WorkingDays) : OpportunityStep;

/// <summary>A task need not be answered any more.</summary>
internal sealed record TaskToWithdraw(string TaskId) : OpportunityStep;

/// <summary>Something happened to an application: its process looks again.</summary>
internal sealed record ApplicationTouched(string InstanceId) : OpportunityStep;

/// <summary>A city tries again after a refusal.</summary>
internal sealed record ApplicationAgain(Guid CaseId) : OpportunityStep;
