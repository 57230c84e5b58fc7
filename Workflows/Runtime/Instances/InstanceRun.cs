using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Alterations;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Definitions;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Instances;

/// <summary>
/// The one way an instance moves: load, burst, commit state and effects, answer questions, next burst. One caller per
/// instance at a time; bursts run outside the commit queue. Starts, resumes and cancels are thin fronts of it.
/// </summary>
internal sealed class InstanceRun(
    ReadPool reads,
    DefinitionGraphs graphs,
    Interpreter interpreter,
    InstanceGate gate,
    CommitBurst commit,
    AnswerQuestions questions,
    QuarantineInstance quarantine,
    DueAlarms alarms,
    OpenWork open,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    IOptions<InstanceOptions> options,
    ILogger<InstanceRun> log)
{
    /// <summary>Runs a new instance until it waits or ends.</summary>
    /// <param name="graph">What it runs on.</param>
    /// <param name="state">Pending.</param>
    /// <param name="start">The stimulus.</param>
    /// <param name="with">Committed together with the first burst.</param>
    /// <param name="cancellation">Gives up before the first commit.</param>
    /// <param name="abort">Cancels the instance where it waits for an answer.</param>
    /// <returns><see cref="RunMoved"/> or <see cref="RunRefused"/>.</returns>
    public async Task<RunResult> StartAsync(
        WorkflowGraph graph, InstanceState state, Start start, Alongside? with, CancellationToken cancellation, CancellationToken abort = default)
    {
        using var work = open.Begin();
        using var turn = await gate.EnterAsync(state.Id, cancellation);
        return await SettleAsync(await BurstAsync(new LoadedInstance(graph, state, Revision: 0), start, with, cancellation), abort);
    }

    /// <summary>Runs a stored instance until it waits again or ends.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="stimulus">What sets it going.</param>
    /// <param name="with">Committed together with the first burst.</param>
    /// <param name="cancellation">Gives up before the first commit.</param>
    /// <param name="abort">Cancels the instance where it waits for an answer.</param>
    /// <returns><see cref="RunMoved"/>, <see cref="RunMissed"/> or <see cref="RunRefused"/>.</returns>
    public async Task<RunResult> ContinueAsync(
        string instanceId, Stimulus stimulus, Alongside? with, CancellationToken cancellation, CancellationToken abort = default)
    {
        using var work = open.Begin();
        using var turn = await gate.EnterAsync(instanceId, cancellation);
        return await SettleAsync(await StimulateAsync(instanceId, stimulus, with, cancellation), abort);
    }

    /// <summary>Asks a stored instance's open questions, if it has any still.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="cancellation">Gives up before the first question.</param>
    public async Task AskAgainAsync(string instanceId, CancellationToken cancellation)
    {
        using var work = open.Begin();
        using var turn = await gate.EnterAsync(instanceId, cancellation);
        if (await LoadAsync(instanceId, cancellation) is { } instance)
        {
            await SettleAsync(new RunMoved(instance.State), CancellationToken.None);
        }
    }

    private async Task<RunResult> StimulateAsync(string instanceId, Stimulus stimulus, Alongside? with, CancellationToken cancellation)
    {
        for (var conflicts = 0; conflicts <= options.Value.MaxConflicts; conflicts++)
        {
            var instance = await LoadAsync(instanceId, cancellation);
            if (instance is null || (instance.State.Status == WorkflowStatus.Finished && stimulus is not Alter))
            {
                return new RunMissed(instance?.State);
            }

            var result = await BurstAsync(instance, stimulus, with, cancellation);
            if (result is not RunConflicted)
            {
                return result;
            }

            Log.Conflict(log, instanceId, conflicts + 1);
        }

        throw new InvalidOperationException(
            $"Instance {instanceId} was changed by another process each of {options.Value.MaxConflicts + 1} times that a burst was to be committed. " +
            "Let one process serve this database, or raise Runtime:Instances:MaxConflicts.");
    }

    private async Task<RunResult> BurstAsync(LoadedInstance instance, Stimulus stimulus, Alongside? with, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var burst = interpreter.Run(instance.Graph, instance.State, stimulus, new BurstInputs(now, NewSeed()));
        return burst.Resumed
            ? await commit.RunAsync(new BurstToCommit(instance, stimulus, burst, now, with), cancellation)
            : new RunMissed(instance.State);
    }

    /// <summary>
    /// Answers questions until none is open. The caller's deed is committed by now, so nothing here is an error to the
    /// caller: what cannot be asked now is asked again later, or at the next start.
    /// </summary>
    private async Task<RunResult> SettleAsync(RunResult result, CancellationToken abort)
    {
        if (result is not RunMoved { State: { Questions.Count: > 0 } state } first)
        {
            return result;
        }

        var stopping = lifetime.ApplicationStopping;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, abort);
        try
        {
            for (var asked = 0; state.Questions is [var question, ..]; asked++)
            {
                if (asked == options.Value.MaxQuestionsPerCall)
                {
                    alarms.Questions.Ring(time.GetUtcNow());
                    break;
                }

                var next = await StimulateAsync(state.Id, await AnswerAsync(state.Id, question, either.Token, abort), with: null, stopping);
                if (next is not RunMoved moved)
                {
                    return first with { State = (next as RunMissed)?.State ?? state };
                }

                state = moved.State;
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Log.QuestionLeftOpen(log, state.Id);
        }
#pragma warning disable CA1031 // Whatever it is, the committed deed stands and the question stays stored.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.QuestionFailed(log, state.Id, error);
            alarms.Questions.Ring(time.GetUtcNow() + options.Value.AskAgainAfter);
        }

        return first with { State = state };
    }

    private async Task<Stimulus> AnswerAsync(string instanceId, Requested question, CancellationToken either, CancellationToken abort)
    {
        try
        {
            either.ThrowIfCancellationRequested();
            return await questions.AnswerAsync(instanceId, question, either);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            return new Cancel();
        }
    }

    private async Task<LoadedInstance?> LoadAsync(string instanceId, CancellationToken cancellation)
    {
        while (await ReadAsync(instanceId, cancellation) is var (versionId, bytes, revision))
        {
            InstanceState state;
            try
            {
                state = InstanceState.FromUtf8(PackedJson.Unpack(bytes));
            }
            catch (InvalidDataException damage) when (QuarantineInstance.IsDamage(damage))
            {
                if (await quarantine.RunAsync(instanceId, revision, damage.Message, cancellation))
                {
                    // Read again: what took its place says that it has ended.
                    continue;
                }

                throw;
            }

            return new LoadedInstance(await graphs.GetAsync(versionId, cancellation), state, revision);
        }

        return null;
    }

    private Task<(string VersionId, byte[] State, long Revision)?> ReadAsync(string instanceId, CancellationToken cancellation) =>
        reads.ReadAsync<(string, byte[], long)?>(async sql =>
        {
            await using var row = await sql.ReadAsync("""SELECT "DefinitionVersionId", "State", "Revision" FROM "Instances" WHERE "Id" = @0""", instanceId);
            return await row.ReadAsync(cancellation) ? (row.GetString(0), await row.GetFieldValueAsync<byte[]>(1, cancellation), row.GetInt64(2)) : null;
        });

    private static ulong NewSeed()
    {
        Span<byte> seed = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(seed);
        return BinaryPrimitives.ReadUInt64LittleEndian(seed);
    }
}
