using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using StrongCities.Crash.Tests.Books;
using StrongCities.Crash.Tests.Load;

namespace StrongCities.Crash.Tests.Scenarios;

/// <summary>States that cannot be read any more: the instances end with an incident that operators see, once, and all others go on.</summary>
internal static class Damage
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(6);

    /// <summary>Damages three of six instances in different ways and sends to all.</summary>
    /// <returns>The books, what an operator reads of each damaged one, and how often the log tells of them.</returns>
    public static async Task<(BalanceSheet Sheet, IReadOnlyList<string> Incidents, int Told)> RunAsync()
    {
        await using var world = new World();
        await world.Host.StartAsync();
        using var program = new Caller(world.Host.Address);
        var due = DateTimeOffset.UtcNow + Soon;
        var events = new List<(string Id, string Correlation)>();
        var timers = new List<(string Id, string Correlation)>();
        for (var number = 0; number < 3; number++)
        {
            events.Add(await StartAsync($"e-{number}", "crash-event", null));
            timers.Add(await StartAsync($"t-{number}", "crash-timer", due));
        }

        var damaged = new[] { events[0], events[1], timers[0] };
        await DamageAsync(events[0].Id, "substr(State, 1, 40)");
        await DamageAsync(events[1].Id, "CAST('{\"nonsense\":true}' AS BLOB)");
        await DamageAsync(timers[0].Id, "zeroblob(0)");

        // Looking at one changes nothing, and tells what is wrong with it.
        var seen = await IncidentsAsync(events[0].Id);
        foreach (var (_, correlation) in events)
        {
            var reply = await program.SendAsync(
                HttpMethod.Post, "/elsa/api/events/Go/trigger", () => JsonContent.Create(new { correlationId = correlation, workflowExecutionMode = "Synchronous" }));
            Ledger.Note(world.Ledger.Events, correlation, reply.Fate);
            if (reply.Fate != Fate.Accepted)
            {
                world.Ledger.Complaints.Enqueue($"An event was answered {reply.Status}");
            }
        }

        await Until.TrueAsync(
            async () => await Rows.CountAsync(world.Host.Database, "SELECT COUNT(*) FROM Bookmarks WHERE Name IN ('Elsa.Event', 'Elsa.StartAt')") == 0,
            "nothing waits any more",
            Patience,
            () => world.Host.Output);
        var incidents = new List<string> { seen };
        foreach (var (id, correlation) in damaged)
        {
            incidents.Add(await IncidentsAsync(id));

            // An operator clears it away. It is no longer in anybody's books.
            await program.SendAsync(HttpMethod.Delete, $"/elsa/api/workflow-instances/{id}");
            world.Ledger.Starts.TryRemove(correlation, out _);
            world.Ledger.Events.TryRemove(correlation, out _);
            world.Ledger.Timers.TryRemove(correlation, out _);
        }

        // Else the stop may overtake what the sample data still had to do.
        await Until.TrueAsync(async () => await Idle.LeftAsync(world.Host.Database) == 0, "nothing is left to do", Patience, () => world.Host.Output);
        var told = world.Host.Output.Split("cannot be read: it has ended").Length - 1;
        await world.Host.StopAsync();
        return (world.Balance(), incidents, told);

        async Task<(string, string)> StartAsync(string name, string definition, DateTimeOffset? at)
        {
            var correlation = Ledger.Mark + name;
            var input = at is { } moment ? new JsonObject { ["DueAt"] = moment.ToString("O", CultureInfo.InvariantCulture) } : [];
            var reply = await program.SendAsync(
                HttpMethod.Post, $"/elsa/api/workflow-definitions/{definition}/execute", () => JsonContent.Create(new { correlationId = correlation, input }));
            Ledger.Note(world.Ledger.Starts, correlation, reply.Fate);
            if (at is not null)
            {
                world.Ledger.Timers[correlation] = at.Value;
            }

            return ((string)JsonNode.Parse(reply.Text)!["workflowState"]!["id"]!, correlation);
        }

        Task DamageAsync(string id, string to) => Rows.RunAsync(world.Host.Database, $"UPDATE Instances SET State = {to} WHERE Id = '{id}'");

        async Task<string> IncidentsAsync(string id)
        {
            var reply = await program.SendAsync(HttpMethod.Get, $"/elsa/api/workflow-instances/{id}");
            return reply.Status == 200 ? string.Join("; ", JsonNode.Parse(reply.Text)!["workflowState"]!["incidents"]!.AsArray().Select(one => (string)one!["message"]!)) : $"status {reply.Status}";
        }
    }
}
