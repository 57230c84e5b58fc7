using Microsoft.Playwright;

namespace StrongCities.Browser.Tests;

/// <summary>Writes down what must not happen in a window of Elsa Studio, however a test ends otherwise.</summary>
public static class Guard
{
    /// <summary>How Chromium calls what it gave up because the window went elsewhere or a file was downloaded.</summary>
    private const string GivenUp = "net::ERR_ABORTED";

    /// <summary>Calls that Studio has open while somebody leaves its page, which gives them up. Each is asked again by the next page.</summary>
    private static readonly string[] LeftBehind =
    [
        // The live connection's farewell and its start.
        "/elsa/hubs/workflow-instance",
        // The journal and the state of a run, which a viewer asks for again and again.
        "/elsa/api/workflow-instances/", "/elsa/api/activity-executions/",
    ];

    /// <summary>Begins to watch a window.</summary>
    /// <returns>What went wrong so far; it grows.</returns>
    public static IReadOnlyList<string> Watch(IPage page, HostProcess host)
    {
        var wrong = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                wrong.Add($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => wrong.Add($"error: {error}");
        page.Response += (_, answer) =>
        {
            if (answer.Status >= 400)
            {
                wrong.Add($"{answer.Status} {answer.Url}");
            }
        };
        page.RequestFailed += (_, request) =>
        {
            if (!IsLeftBehind(request))
            {
                wrong.Add($"failed: {request.Method} {request.Url} {request.Failure}");
            }
        };
        page.WebSocket += (_, socket) =>
        {
            Inside(socket.Url, host, wrong);
            socket.SocketError += (_, error) => wrong.Add($"socket: {socket.Url} {error}");
        };
        page.Request += (_, request) => Inside(request.Url, host, wrong);
        return wrong;
    }

    private static bool IsLeftBehind(IRequest request) =>
        request.Failure == GivenUp && LeftBehind.Any(path => new Uri(request.Url).AbsolutePath.StartsWith(path, StringComparison.Ordinal));

    private static void Inside(string url, HostProcess host, List<string> wrong)
    {
        if (new Uri(url) is { Scheme: "http" or "https" or "ws" or "wss" } address && address.Authority != host.Address.Authority)
        {
            wrong.Add($"outside: {url}");
        }
    }
}
