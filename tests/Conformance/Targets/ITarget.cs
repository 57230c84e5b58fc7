using System.Text.Json.Nodes;
using StrongCities.Conformance.Cases;

namespace StrongCities.Conformance.Targets;

/// <summary>Something that runs Elsa's definitions: our runtime in this process, or any server with Elsa's API.</summary>
internal interface ITarget
{
    /// <summary>
    /// Makes a place for one case, with nothing in it that another case left. Where the target takes StrictElsa case by case, as asked for;
    /// a server is as it is configured.
    /// </summary>
    Task<ICaseRun> BeginAsync(ElsaCase @case, bool strictElsa, CancellationToken cancellation);
}

/// <summary>One case at a target. Disposing it takes away what it made there.</summary>
internal interface ICaseRun : IAsyncDisposable
{
    /// <summary>Imports and publishes the definitions of the case.</summary>
    /// <returns>Why they were refused, and what an export of them lost.</returns>
    Task<(IReadOnlyList<string> Refusals, IReadOnlyList<string> Lost)> PublishAsync();

    /// <summary>Starts an instance of the definition that the case runs.</summary>
    /// <returns>Where it stands when its first burst has ended.</returns>
    Task<Standing> StartAsync();

    /// <summary>Waits until all that was set going has come to rest.</summary>
    Task SettleAsync();

    /// <summary>Where the instance stands now; <see langword="null"/> when none was started.</summary>
    Task<Standing?> StandingAsync();

    /// <summary>Resumes one bookmark.</summary>
    Task ResumeAsync(Waiting bookmark, JsonObject input);

    /// <summary>Publishes an event.</summary>
    Task SendAsync(SendEvent sent);

    /// <summary>Calls an address.</summary>
    Task<HttpAnswer> CallAsync(CallHttp call);

    /// <summary>Lines that were written so far, oldest first; <see langword="null"/> when the target cannot see them.</summary>
    Task<IReadOnlyList<string>?> LinesAsync();

    /// <summary>What the instance left behind; <see langword="null"/> when none was started.</summary>
    Task<Traces?> TracesAsync();
}

/// <summary>A target cannot do what a case asks for.</summary>
internal sealed class CannotRunException : Exception
{
    public CannotRunException()
    {
    }

    public CannotRunException(string message)
        : base(message)
    {
    }

    public CannotRunException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
