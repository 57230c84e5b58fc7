namespace StrongCities.Engine.Execution;

/// <summary>
/// The form of ids that an instance gives out: the first 16 characters of its own id, then 12 lower-case hex digits. Instance ids rise with
/// time, so rows keyed by these ids are appended side by side, however many there are.
/// </summary>
public static class ExecutionId
{
    /// <summary>Characters taken from the instance's id, at most.</summary>
    internal const int PrefixLength = 16;

    /// <summary>Bytes that follow as hex digits.</summary>
    internal const int OwnBytes = 6;

    /// <summary>Bytes of an id without <see cref="LogicFlags.OrderedIds"/>, all as hex digits.</summary>
    internal const int UnorderedBytes = 10;

    /// <summary>What the id of the instance begins with that gave an id out.</summary>
    /// <param name="id">Of an execution, a bookmark or a question.</param>
    /// <returns>The prefix; empty when the id does not tell.</returns>
    public static string InstancePrefix(string id) =>
        id.Length <= 2 * OwnBytes || id.Length == 2 * UnorderedBytes ? "" : id[..^(2 * OwnBytes)];
}
