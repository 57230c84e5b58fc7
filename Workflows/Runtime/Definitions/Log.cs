using Microsoft.Extensions.Logging;

namespace StrongCities.Runtime.Definitions;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{File} was not loaded. At {Place}: {Problem} {Mend}")]
    public static partial void DefinitionRefused(ILogger logger, string file, string place, string problem, string mend);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File}, at {Place}: {Problem} {Mend}")]
    public static partial void DefinitionWarning(ILogger logger, string file, string place, string problem, string mend);

    [LoggerMessage(Level = LogLevel.Information, Message = "{File} is version {Version} of {DefinitionId} now")]
    public static partial void VersionStored(ILogger logger, string file, string definitionId, int version);
}
