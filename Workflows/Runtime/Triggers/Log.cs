using Microsoft.Extensions.Logging;

namespace StrongCities.Runtime.Triggers;

internal static partial class Log
{
    [LoggerMessage(2401, LogLevel.Error, "Stimuli that waited too long could not be given up; it is tried again.")]
    public static partial void SweepFailed(ILogger log, Exception error);

    [LoggerMessage(2402, LogLevel.Error, "Trigger {TriggerId} of definition {DefinitionId} could not start an instance ({Attempts} tries so far); it is tried again.")]
    public static partial void TriggerFailed(ILogger log, string triggerId, string definitionId, int attempts, Exception error);

    [LoggerMessage(2403, LogLevel.Error, "Due triggers could not be read; it is tried again.")]
    public static partial void TriggersNotRead(ILogger log, Exception error);

    [LoggerMessage(2404, LogLevel.Information, "Trigger {TriggerId} of definition {DefinitionId} started nothing: its activation strategy refuses.")]
    public static partial void TriggerRefused(ILogger log, string triggerId, string definitionId);
}
