namespace StrongCities.Engine.Expressions;

/// <summary>An expression has no value: a script threw, a limit was met, a variable is missing.</summary>
/// <remarks>Unwinds to the activity that evaluates; the interpreter turns it into an incident, so no host ever sees it.</remarks>
public sealed class EvaluationException : Exception
{
    /// <summary>Says nothing.</summary>
    public EvaluationException()
    {
    }

    /// <summary>Says what is wrong.</summary>
    /// <param name="message">For the incident.</param>
    public EvaluationException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong, and why.</summary>
    /// <param name="message">For the incident.</param>
    /// <param name="innerException">Its message becomes the incident's detail.</param>
    public EvaluationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
