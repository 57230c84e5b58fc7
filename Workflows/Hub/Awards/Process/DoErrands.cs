using Microsoft.Extensions.DependencyInjection;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;
using StrongCities.Runtime.Triggers;

namespace StrongCities.Hub.Awards.Process;

/// <summary>Takes errands of awards out of the outbox, in their order.</summary>
/// <param name="databases">Where cases are.</param>
/// <param name="open">Opens awards.</param>
/// <param name="services">Gives what wakes the outbox in turn.</param>
internal sealed class DoErrands(HubDbFactory databases, OpenAwardCase open, IServiceProvider services) : IOutboxSender
{
    public string Kind => AwardErrand.OutboxKind;

    public int Parallelism => 1;

    public async Task<SendOutcome> SendAsync(OutboxRow item, CancellationToken cancellation)
    {
        switch (AwardErrand.Read(item.Body))
        {
            case AwardWanted wanted:
                await using (var db = databases.Create(null))
                {
                    await open.OfApplicationAsync(db, wanted.ApplicationId, wanted.Facts, cancellation);
                }

                break;
            case AwardTouched touched:
                await services.GetRequiredService<SendStimulus>().RunAsync(
                    new StimulusRequest(WaitForAward.StimulusName, null, []) { InstanceId = touched.InstanceId }, cancellation);
                break;
        }

        return new Sent();
    }
}
