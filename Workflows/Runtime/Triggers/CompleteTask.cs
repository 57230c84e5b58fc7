using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;

namespace StrongCities.Runtime.Triggers;

/// <summary>Completes a task that an <c>Elsa.RunTask</c> waits for.</summary>
public sealed class CompleteTask
{
    private readonly SendStimulus stimuli;

    internal CompleteTask(SendStimulus stimuli) => this.stimuli = stimuli;

    /// <summary>Completes one. When it returns, the instance that waited is committed.</summary>
    /// <param name="taskId">The output <c>TaskId</c> of the activity.</param>
    /// <param name="result">Becomes its output <c>Result</c>.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>Whether the task was open.</returns>
    public async Task<bool> RunAsync(string taskId, JsonNode? result, CancellationToken cancellation)
    {
        var stimulus = new StimulusRequest(RunTask.TypeName, RunTask.Key(taskId), new JsonObject { [RunTask.ResultInput] = result?.DeepClone() })
        {
            // A task's id is known only once it is committed that somebody waits.
            MayWait = false,
        };
        return (await stimuli.RunAsync(stimulus, cancellation)).ResumedIds.Count > 0;
    }
}
