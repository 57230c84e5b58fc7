using Microsoft.Extensions.Logging;

namespace StrongCities.Runtime.Timers;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Due timers could not be read: tried again soon")]
    public static partial void TimersNotRead(ILogger logger, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Timer {BookmarkId} of instance {InstanceId} failed, time {Failures}: it is put off")]
    public static partial void TimerFailed(ILogger logger, string bookmarkId, string instanceId, int failures, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Timer {BookmarkId} could not be put off: it stays due")]
    public static partial void TimerNotPutOff(ILogger logger, string bookmarkId, Exception error);
}
