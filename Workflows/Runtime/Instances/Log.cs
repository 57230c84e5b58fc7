using Microsoft.Extensions.Logging;

namespace StrongCities.Runtime.Instances;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Instance {InstanceId} was changed by another process, time {Conflicts}: its burst runs anew")]
    public static partial void Conflict(ILogger logger, string instanceId, int conflicts);

    [LoggerMessage(Level = LogLevel.Information, Message = "The host stops while instance {InstanceId} waits for an answer: it is asked again at the next start")]
    public static partial void QuestionLeftOpen(ILogger logger, string instanceId);

    [LoggerMessage(Level = LogLevel.Error, Message = "A question of instance {InstanceId} could not be settled: it is asked again")]
    public static partial void QuestionFailed(ILogger logger, string instanceId, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Question {QuestionName} of instance {InstanceId} got no answer")]
    public static partial void NoAnswer(ILogger logger, string instanceId, string questionName, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The state of instance {InstanceId} at revision {Revision} cannot be read: it has ended as faulted. {Reason}")]
    public static partial void Quarantined(ILogger logger, string instanceId, long revision, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Open questions could not be read: tried again soon")]
    public static partial void AskAgainFailed(ILogger logger, Exception error);

    // At the level that is for sensitive data and off in production: what a definition writes may be about people.
    [LoggerMessage(Level = LogLevel.Trace, Message = "Instance {InstanceId}, activity {ActivityId} wrote: {Text}")]
    public static partial void LineWritten(ILogger logger, string instanceId, string activityId, string text);
}
