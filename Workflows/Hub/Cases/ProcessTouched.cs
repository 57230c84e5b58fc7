using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Hub.Opportunities;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;
using StrongCities.Runtime.Triggers;

namespace StrongCities.Hub.Cases;

/// <summary>Somebody changed something that a process waits for: it looks again, after the unit that changed it. Done twice, it does no harm.</summary>
/// <param name="InstanceId">The process.</param>
/// <param name="Stimulus">What its waiting activity listens to.</param>
internal sealed record ProcessTouched(string InstanceId, string Stimulus)
{
    /// <summary>The kind of its outbox rows.</summary>
    public const string OutboxKind = "process-touched";

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
internal sealed class TouchProcess(IServiceProvider services) : IOutboxSender
{
    public string Kind => ProcessTouched.OutboxKind;

    public int Parallelism => 1;

    public async Task<SendOutcome> SendAsync(OutboxRow item, CancellationToken cancellation)
    {
        var touched = JsonSerializer.Deserialize<ProcessTouched>(item.Body, FactsJson.Options)!;
        await services.GetRequiredService<SendStimulus>().RunAsync(new StimulusRequest(touched.Stimulus, null, []) { InstanceId = touched.InstanceId }, cancellation);
        return new Sent();
    }
}
