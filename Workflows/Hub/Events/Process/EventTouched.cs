using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Hub.Opportunities;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;
using StrongCities.Runtime.Triggers;

namespace StrongCities.Hub.Events.Process;

/// <summary>Somebody changed something about an event: its process looks again, after the unit that changed it. Done twice, it does no harm.</summary>
/// <param name="InstanceId">The process.</param>
internal sealed record EventTouched(string InstanceId)
{
    /// <summary>The kind of its outbox rows.</summary>
    public const string OutboxKind = "hub-event";

    /// <summary>Stores it.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="now">When.</param>
    public void Put(RuntimeDb db, DateTimeOffset now) => db.Outbox.Add(new OutboxRow
    {
        Kind = OutboxKind,
        Key = $"{OutboxKind}:{Guid.CreateVersion7(now):N}",
        Body = JsonSerializer.SerializeToUtf8Bytes(this, FactsJson.Options),
        DueAt = now,
        CreatedAt = now,
    });
}

/// <summary>Takes them out of the outbox.</summary>
/// <param name="services">Gives what wakes the outbox in turn.</param>
internal sealed class TouchEvent(IServiceProvider services) : IOutboxSender
{
    public string Kind => EventTouched.OutboxKind;

    public int Parallelism => 1;

    public async Task<SendOutcome> SendAsync(OutboxRow item, CancellationToken cancellation)
    {
        var touched = JsonSerializer.Deserialize<EventTouched>(item.Body, FactsJson.Options)!;
        await services.GetRequiredService<SendStimulus>().RunAsync(
            new StimulusRequest(WaitForEvent.StimulusName, null, []) { InstanceId = touched.InstanceId }, cancellation);
        return new Sent();
    }
}
