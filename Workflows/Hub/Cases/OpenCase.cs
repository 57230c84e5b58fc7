using System.Text.Json.Nodes;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Cases;

/// <summary>Opens a case and starts the process that carries it, in one unit of work: there is never one without the other.</summary>
internal sealed class OpenCase(StartInstance start, TimeProvider clock)
{
    /// <param name="opening">What to open.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>The case, committed together with the first burst; <see langword="null"/> when it was refused.</returns>
    /// <exception cref="InvalidOperationException">The process is not there: the installation lacks its definition.</exception>
    public async Task<Case?> RunAsync(CaseOpening opening, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var id = opening.Id ?? Guid.CreateVersion7(now);
        var instanceId = id.ToString("N");
        Case? opened = null;
        var inputs = CaseClock.InputsOf(opening.City, opening.Hub, opening.Lane);
        foreach (var (name, value) in opening.Inputs)
        {
            inputs[name] = value?.DeepClone();
        }

        var result = await start.RunAsync(
            new StartRequest(opening.Process, inputs) { InstanceId = instanceId, CorrelationId = id.ToString(), With = StoreAsync }, cancellation);
        return result switch
        {
            Started => opened,
            StartRefused => null,
            _ => throw new InvalidOperationException(
                $"There is no published definition '{opening.Process}', so no such case can be opened. Put its file into the folder of workflow definitions."),
        };

        async Task<bool> StoreAsync(RuntimeDb runtime, CancellationToken stop)
        {
            // A unit may run again after a rollback: number and case are those of its last run.
            var db = runtime.Hub();
            var number = await CaseSeries.NextAsync(db, opening.Hub, opening.Series, now, stop);
            opened = await opening.MakeAsync(db, new CaseStart(id, number, instanceId, now), stop);
            if (opened is not null)
            {
                db.Add(opened);
            }

            return opened is not null;
        }
    }
}

/// <summary>A case to open.</summary>
/// <param name="Process">The definition that carries it. It declares the inputs <c>City</c>, <c>Hub</c> and <c>Lane</c>.</param>
/// <param name="Series">The series of its number.</param>
/// <param name="Hub">Whose it is.</param>
/// <param name="City">Its city; <see langword="null"/> for a case of the hub's own.</param>
/// <param name="MakeAsync">Inside the unit: makes the case and adds what comes with it, or refuses by <see langword="null"/>.</param>
internal sealed record CaseOpening(
    string Process, string Series, RegionalHub Hub, City? City, Func<HubDb, CaseStart, CancellationToken, Task<Case?>> MakeAsync)
{
    /// <summary>Its id, where whoever asks twice must open it once; <see langword="null"/> for a new one.</summary>
    public Guid? Id { get; init; }

    /// <summary>Whether hours count as when something is urgent.</summary>
    public Lane Lane { get; init; } = Lane.ShortAdvice;

    /// <summary>Further inputs of the process, by name.</summary>
    public JsonObject Inputs { get; init; } = [];
}

/// <summary>What a new case begins with.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">Its number.</param>
/// <param name="InstanceId">The instance that carries it.</param>
/// <param name="At">When.</param>
internal sealed record CaseStart(Guid Id, string Number, string InstanceId, DateTimeOffset At);
