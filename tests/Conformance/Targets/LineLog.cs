using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace StrongCities.Conformance.Targets;

/// <summary>Collects what WriteLine writes: our runtime has no console, it logs lines at the level for sensitive data.</summary>
internal sealed class LineLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> lines = [];

    public IReadOnlyList<string> Lines => [.. lines];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Trace;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name == "LineWritten" && state is IReadOnlyList<KeyValuePair<string, object?>> values)
        {
            lines.Enqueue(values.FirstOrDefault(value => value.Key == "Text").Value as string ?? "");
        }
    }

    public void Dispose()
    {
    }
}
