namespace StrongCities.Hub.Pipeline;

/// <summary>A use case whose command can be judged without the database.</summary>
/// <typeparam name="TResponse">What it answers.</typeparam>
public interface IValidated<TResponse>
{
    /// <summary>What is wrong, field by field.</summary>
    /// <param name="now">For dates.</param>
    /// <returns>Empty when nothing is.</returns>
    IEnumerable<FieldProblem> Problems(DateTimeOffset now);

    /// <summary>The answer to a command with problems.</summary>
    /// <param name="problems">At least one.</param>
    /// <returns>The answer.</returns>
    static abstract TResponse Invalid(IReadOnlyList<FieldProblem> problems);
}
