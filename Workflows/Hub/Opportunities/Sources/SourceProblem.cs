namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>What kept a run from its end. The pages have words for each.</summary>
public enum SourceProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The address, or one that it redirects to, must not be fetched from.</summary>
    Refused,

    /// <summary>No connection came about.</summary>
    Unreachable,

    /// <summary>It took too long.</summary>
    Timeout,

    /// <summary>The connection broke in the middle of an answer.</summary>
    Cut,

    /// <summary>The answer is longer than allowed.</summary>
    TooLarge,

    /// <summary>It grows too much by decompression, or the archive is not as it should be.</summary>
    Bomb,

    /// <summary>Too many redirects.</summary>
    Redirects,

    /// <summary>The source answers with an error.</summary>
    Status,

    /// <summary>The source asks for fewer requests.</summary>
    Busy,

    /// <summary>The answer is of another kind than expected, such as a web page.</summary>
    Type,

    /// <summary>The answer cannot be read.</summary>
    Unreadable,

    /// <summary>The pages or records never end.</summary>
    Endless,

    /// <summary>The settings do not fit.</summary>
    Settings,

    /// <summary>The host stopped in the middle.</summary>
    Interrupted,

    /// <summary>A fault of ours; the log has it.</summary>
    Internal,
}

/// <summary>A source cannot be read any further. The message says why, in English, without keys or anything personal.</summary>
public sealed class SourceException : Exception
{
    /// <summary>Makes one without a reason.</summary>
    public SourceException()
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">Why.</param>
    public SourceException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one that has a cause.</summary>
    /// <param name="message">Why.</param>
    /// <param name="innerException">The cause.</param>
    public SourceException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="problem">Its kind.</param>
    /// <param name="message">Why.</param>
    /// <param name="innerException">The cause.</param>
    public SourceException(SourceProblem problem, string message, Exception? innerException = null)
        : base(message, innerException) => Problem = problem;

    /// <summary>Its kind.</summary>
    public SourceProblem Problem { get; } = SourceProblem.Unreadable;

    /// <summary>Before this the source does not want to be asked again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether another try may help.</summary>
    public bool IsPassing { get; init; }
}
