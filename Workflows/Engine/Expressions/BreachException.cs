namespace StrongCities.Engine.Expressions;

/// <summary>A limit that depends on the machine stopped a script. Within the engine it is recorded; see <see cref="Breach"/>.</summary>
public sealed class BreachException : Exception
{
    /// <summary>Says nothing.</summary>
    public BreachException()
    {
    }

    /// <summary>Says what happened.</summary>
    /// <param name="message">For the record and the incident.</param>
    public BreachException(string message)
        : base(message)
    {
    }

    /// <summary>Says what happened, and why.</summary>
    /// <param name="message">For the record and the incident.</param>
    /// <param name="innerException">What stopped it.</param>
    public BreachException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
