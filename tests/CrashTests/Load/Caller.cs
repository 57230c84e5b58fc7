using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace StrongCities.Crash.Tests.Load;

/// <summary>One person's browser or one program: cookies, forms, and a clear idea of what it knows after a call.</summary>
internal sealed partial class Caller : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);
    private readonly HttpClient client;

    public Caller(Uri host) => client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        BaseAddress = host,
        Timeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>Calls once.</summary>
    public async Task<Reply> SendAsync(HttpMethod method, string path, Func<HttpContent>? body = null)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = body?.Invoke() };
            using var answer = await client.SendAsync(request);
            return new Reply(FateOf(answer.StatusCode), (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.Location?.ToString());
        }
        catch (Exception error) when (error is SocketException or HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError })
        {
            // Nobody listened, or was killed at the handshake (the client then lets the socket's own error through), so nothing was handed over.
            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
            return new Reply(Fate.Refused, 0, "", null);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException)
        {
            return new Reply(Fate.Unknown, 0, "", null);
        }
    }

    /// <summary>Calls what may be called twice, until somebody answers.</summary>
    public async Task<Reply> UntilAnsweredAsync(HttpMethod method, string path, Func<HttpContent>? body, CancellationToken cancellation)
    {
        while (true)
        {
            var reply = await SendAsync(method, path, body);
            if (reply.Status is > 0 and < 500)
            {
                return reply;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellation);
        }
    }

    public void Dispose() => client.Dispose();

    /// <summary>The fields of the form that has a given field: hidden ones as they are.</summary>
    /// <returns><see langword="null"/> when the page has no such form.</returns>
    public static Form? FormWith(string page, string field)
    {
        foreach (var form in Forms().Matches(page).Select(match => match.Value).Where(form => form.Contains($"name=\"{field}\"", StringComparison.Ordinal)))
        {
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var tag in Inputs().Matches(form).Select(match => match.Value).Where(tag => Attribute(tag, "type") == "hidden"))
            {
                fields[Attribute(tag, "name")] = Attribute(tag, "value");
            }

            var radios = Inputs().Matches(form).Select(match => match.Value).Where(tag => Attribute(tag, "type") == "radio")
                .Select(tag => (Attribute(tag, "name"), Attribute(tag, "value"))).ToList();
            var areas = Areas().Matches(form).Select(match => Attribute(match.Value, "name")).ToList();
            var selects = Selects().Matches(form)
                .Select(match => (Attribute(match.Groups[1].Value, "name"), Options().Matches(match.Value).Select(option => Attribute(option.Value, "value")).Last())).ToList();
            var numbers = Inputs().Matches(form).Select(match => match.Value).Where(tag => Attribute(tag, "type") == "number").Select(tag => Attribute(tag, "name")).ToList();
            return new Form(fields, radios, areas, selects, numbers);
        }

        return null;
    }

    /// <summary>What a page says is wrong with its form.</summary>
    public static string ProblemsOf(string page) => string.Join("; ", Problems().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)));

    private static Fate FateOf(HttpStatusCode status) => (int)status switch
    {
        < 400 => Fate.Accepted,
        503 or < 500 => Fate.Refused,
        _ => Fate.Unknown,
    };

    private static string Attribute(string tag, string name) =>
        WebUtility.HtmlDecode(Regex.Match(tag, $"\\b{name}=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("field-problem\"[^>]*>([^<]*)<")]
    private static partial Regex Problems();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Inputs();

    [GeneratedRegex("<textarea[^>]*>")]
    private static partial Regex Areas();

    [GeneratedRegex("(<select[^>]*>).*?</select>", RegexOptions.Singleline)]
    private static partial Regex Selects();

    [GeneratedRegex("<option[^>]*>")]
    private static partial Regex Options();
}

/// <summary>What came of a call.</summary>
/// <param name="Fate">What its caller knows.</param>
/// <param name="Status">The HTTP status, or 0 when there was no answer.</param>
/// <param name="Text">The body.</param>
/// <param name="Location">Where it leads on to.</param>
internal sealed record Reply(Fate Fate, int Status, string Text, string? Location)
{
    /// <summary>Whether anybody was there to hear it.</summary>
    public bool WasHeard => Status > 0 || Fate == Fate.Unknown;
}

/// <summary>A form of a page.</summary>
/// <param name="Hidden">Its hidden fields.</param>
/// <param name="Radios">Choices by name.</param>
/// <param name="Areas">Names of text areas.</param>
/// <param name="Selects">Names of lists and their last choice.</param>
/// <param name="Numbers">Names of fields for numbers.</param>
internal sealed record Form(
    Dictionary<string, string> Hidden, List<(string Name, string Value)> Radios, List<string> Areas, List<(string Name, string Last)> Selects, List<string> Numbers);
