using StrongCities.Conformance.Cases;
namespace StrongCities.Conformance.Targets;
internal sealed class OverRest : ITarget, IDisposable
{
    public static Task<OverRest> ConnectAsync(Uri api, string? key, CancellationToken cancellation) => throw new InvalidDataException($"{api}{key}");
    public Task<ICaseRun> BeginAsync(ElsaCase @case, bool strictElsa, CancellationToken cancellation) => throw new CannotRunException("no");
    public void Dispose() { }
}
