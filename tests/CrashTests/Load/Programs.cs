using System.Globalization;
using System.Net.Http.Json;

namespace StrongCities.Crash.Tests.Load;

/// <summary>Programs that call Elsa's API: they start instances, send the events that those wait for, and start timers.</summary>
internal sealed class Programs(Uri host, Ledger ledger, TimeProvider clock)
{
    private const string Execute = "/elsa/api/workflow-definitions/crash-event/execute";
    private const string Dispatch = "/elsa/api/workflow-definitions/crash-timer/dispatch";
    private const string ExecuteTimer = "/elsa/api/workflow-definitions/crash-timer/execute";
    private const int LongestTimer = 4_000;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(2);

    /// <summary>Starts instances and sends their events, some at once, some late, some twice; at last all that are left.</summary>
    /// <param name="name">Tells this client's deeds from others'.</param>
    /// <param name="chance">Its choices.</param>
    /// <param name="stop">Start no more.</param>
    public async Task EventsAsync(string name, Random chance, CancellationToken stop)
    {
        using var caller = new Caller(host);
        var waiting = new List<string>();
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var id = $"{Ledger.Mark}{name}-{number}";
            var reply = await caller.SendAsync(HttpMethod.Post, Execute, () => JsonContent.Create(new { correlationId = id }));
            if (!reply.WasHeard)
            {
                continue;
            }

            Ledger.Note(ledger.Starts, id, reply.Fate);
            if (reply.Fate == Fate.Accepted)
            {
                waiting.Add(id);
            }

            // Four of five at once; the others wait through kills.
            if (waiting.Count > 0 && chance.Next(5) > 0)
            {
                var chosen = waiting[chance.Next(waiting.Count)];
                if (await SendAsync(caller, chosen, chance) == Fate.Accepted)
                {
                    waiting.Remove(chosen);
                }
            }

            await PauseAsync(chance);
        }

        foreach (var id in waiting)
        {
            while (await SendAsync(caller, id, chance) != Fate.Accepted)
            {
                await PauseAsync(chance);
            }
        }
    }

    /// <summary>Starts instances that wait for a moment of the next seconds, now and in the background.</summary>
    /// <inheritdoc cref="EventsAsync"/>
    public async Task TimersAsync(string name, Random chance, CancellationToken stop)
    {
        using var caller = new Caller(host);
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var id = $"{Ledger.Mark}{name}-{number}";
            var due = clock.GetUtcNow().AddMilliseconds(chance.Next(LongestTimer));
            var body = new { correlationId = id, input = new { DueAt = due.ToString("O", CultureInfo.InvariantCulture) } };
            var reply = await caller.SendAsync(HttpMethod.Post, chance.Next(2) == 0 ? Dispatch : ExecuteTimer, () => JsonContent.Create(body));
            if (!reply.WasHeard)
            {
                continue;
            }

            ledger.Timers[id] = due;
            Ledger.Note(ledger.Starts, id, reply.Fate);
            await PauseAsync(chance);
        }
    }

    private async Task<Fate> SendAsync(Caller caller, string id, Random chance)
    {
        var mode = chance.Next(2) == 0 ? "Synchronous" : "Asynchronous";
        var fate = Fate.Refused;
        // One in ten programs is nervous and sends it twice.
        for (var times = chance.Next(10) == 0 ? 2 : 1; times > 0; times--)
        {
            var reply = await caller.SendAsync(
                HttpMethod.Post, "/elsa/api/events/Go/trigger", () => JsonContent.Create(new { correlationId = id, workflowExecutionMode = mode }));
            fate = reply.Fate > fate ? reply.Fate : fate;
        }

        Ledger.Note(ledger.Events, id, fate);
        return fate;
    }

    private static Task PauseAsync(Random chance) => Task.Delay(ShortestPause * chance.Next(1, 10));

}
