using StrongCities.Conformance.Cases;

namespace StrongCities.Conformance.Targets;

/// <summary>Does what a case says, at whichever target.</summary>
internal static class RunCase
{
    private const int MostResumes = 50;

    /// <exception cref="CannotRunException">The target cannot do something that the case asks for.</exception>
    public static async Task<Outcome> RunAsync(ITarget target, ElsaCase @case, bool strictElsa, CancellationToken cancellation)
    {
        if (@case.Stimuli.OfType<NotUnderstood>().FirstOrDefault() is { Text: var text })
        {
            throw new CannotRunException($"the stimulus {text} is not one that this program can give");
        }

        await using var run = await target.BeginAsync(@case, strictElsa, cancellation);
        var outcome = new Outcome();
        (outcome.Refusals, outcome.Lost) = await run.PublishAsync();
        if (outcome.Refusals.Count > 0)
        {
            return outcome;
        }

        if (@case.Runs is not null)
        {
            outcome.First = await run.StartAsync();
            await run.SettleAsync();
            outcome.FirstLines = await run.LinesAsync();
        }

        foreach (var stimulus in @case.Stimuli)
        {
            await GiveAsync(run, stimulus, outcome);
            await run.SettleAsync();
        }

        outcome.Last = await run.StandingAsync();
        outcome.Traces = await run.TracesAsync();
        return outcome;
    }

    private static async Task GiveAsync(ICaseRun run, CaseStimulus stimulus, Outcome outcome)
    {
        switch (stimulus)
        {
            case ResumeActivity resume:
                if ((await run.StandingAsync())?.Bookmarks.FirstOrDefault(bookmark => bookmark.ActivityId == resume.ActivityId) is { } waiting)
                {
                    await run.ResumeAsync(waiting, resume.Input);
                }

                break;
            case ResumeAll all:
                for (var i = 0; i < MostResumes && await run.StandingAsync() is { Status: "Running", Bookmarks: [var first, ..] }; i++)
                {
                    await run.ResumeAsync(first, all.Input);
                    await run.SettleAsync();
                }

                break;
            case SendEvent sent:
                await run.SendAsync(sent);
                break;
            case CallHttp call:
                var answer = await run.CallAsync(call);
                outcome.Answers.Add(answer);
                if (call.ExpectStatus is { } expected && expected != answer.Status)
                {
                    throw new CannotRunException($"{call.Method} {call.Address} was answered by {answer.Status}, not {expected}: what follows makes no sense");
                }

                break;
        }
    }
}
