namespace StrongCities.Engine.Expressions;

/// <summary>
/// Counts the scripts and templates of a burst and records those that a limit of the machine stopped. What such a
/// script had done already is taken back: how far it came is nothing that a replay could know.
/// </summary>
/// <param name="recorded">Breaches of the burst that is replayed; none when it runs for the first time.</param>
internal sealed class Evaluations(IReadOnlyList<Breach> recorded)
{
    private readonly List<Breach> breaches = [];
    private readonly Stack<Action> undo = [];
    private int count;

    /// <summary>What was stopped so far, also from the record.</summary>
    public IReadOnlyList<Breach> Breaches => breaches;

    /// <summary>Runs one script or template.</summary>
    /// <param name="evaluate">Throws <see cref="BreachException"/> when a limit of the machine stopped it.</param>
    /// <exception cref="EvaluationException">It has no value, or was stopped now or in the record.</exception>
    public object? Run(Func<object?> evaluate)
    {
        var evaluation = ++count;
        if (recorded.FirstOrDefault(breach => breach.Evaluation == evaluation) is { } known)
        {
            breaches.Add(known);
            throw new EvaluationException(known.Message);
        }

        undo.Clear();
        try
        {
            return evaluate();
        }
        catch (BreachException breach)
        {
            while (undo.TryPop(out var takeBack))
            {
                takeBack();
            }

            breaches.Add(new Breach(evaluation, breach.Message));
            throw new EvaluationException(breach.Message);
        }
    }

    /// <summary>A script is about to change something.</summary>
    /// <param name="takeBack">Brings back what was before.</param>
    public void Changing(Action takeBack) => undo.Push(takeBack);
}
