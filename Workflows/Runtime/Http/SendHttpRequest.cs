using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Activities;
using StrongCities.Runtime.Instances;

namespace StrongCities.Runtime.Http;

/// <summary>Sends the requests that workflows ask for, and tries again where the activity says so.</summary>
internal sealed class SendHttpRequest : IQuestionAnswerer, IDisposable
{
    private readonly SocketsHttpHandler handler;
    private readonly HttpClient client;
    private readonly GuardedConnection guard;
    private readonly TimeProvider time;
    private readonly OutgoingHttpOptions options;

    public SendHttpRequest(GuardedConnection guard, TimeProvider time, IOptions<OutgoingHttpOptions> options)
    {
        this.guard = guard;
        this.time = time;
        this.options = options.Value;
        handler = new SocketsHttpHandler
        {
            ConnectCallback = (context, cancellation) => guard.ConnectAsync(context.DnsEndPoint, cancellation),
            // Followed here, so that each place is asked about and gets only what is meant for it.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            UseCookies = false,
            // A proxy would resolve names behind the guard's back.
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
        client = new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <inheritdoc/>
    public string Name => HttpAnswer.SendQuestion;

    /// <inheritdoc/>
    public async Task<JsonNode?> AnswerAsync(string requestId, JsonObject arguments, CancellationToken cancellation)
    {
        var retries = arguments["Retries"]?.GetValue<string>() switch
        {
            null => 0,
            "Legacy" => options.LegacyRetries,
            _ => options.Retries,
        };
        var attempts = new JsonArray();
        for (var attempt = 1; ; attempt++)
        {
            var answer = await TryAsync(requestId, arguments, cancellation);
            if (attempt > retries || !IsPassing(answer))
            {
                if (attempts.Count > 0)
                {
                    answer["Attempts"] = attempts;
                }

                return answer;
            }

            var pause = Pause(attempt);
            attempts.Add(new JsonObject
            {
                ["attemptNumber"] = attempt,
                ["retryDelay"] = pause.ToString("c", CultureInfo.InvariantCulture),
                ["result"] = answer["StatusCode"]?.ToString() ?? answer["Message"]?.ToString(),
            });
            await Task.Delay(pause, time, cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        client.Dispose();
        handler.Dispose();
    }

    private async Task<JsonObject> TryAsync(string requestId, JsonObject arguments, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            return await FollowAsync(requestId, arguments, either.Token);
        }
        catch (HttpRequestException error) when (Refusal(error) is { } refusal)
        {
            throw new InvalidOperationException(refusal.Message, error);
        }
        catch (Exception error) when (error is HttpRequestException or HttpIOException or SocketException)
        {
            // The socket's own error comes through when the other side resets the connection right after the handshake.
            return HttpAnswer.FailedToConnect(error.Message);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return HttpAnswer.TimedOut($"No response came within {options.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} seconds.");
        }
    }

    private async Task<JsonObject> FollowAsync(string requestId, JsonObject arguments, CancellationToken cancellation)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var request = RequestContent.Build(requestId, arguments, options.MaxRequestBytes);
            RequireHttps(request.RequestUri!);
            guard.RequireAllowed(request.RequestUri!.IdnHost);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (redirects == options.MaxRedirects || Redirect.Follow(request.RequestUri, response, arguments) is not { } next)
            {
                var asFile = arguments["AsFile"]?.GetValue<bool>() == true;
                return await ResponseContent.ReadAsync(response, asFile, options.MaxResponseBytes, cancellation);
            }

            arguments = next;
        }
    }

    private void RequireHttps(Uri address)
    {
        if (options.HttpsOnly && address.Scheme != Uri.UriSchemeHttps)
        {
            throw new InvalidOperationException($"Workflows here may send requests by https only, not to '{address.GetLeftPart(UriPartial.Authority)}'.");
        }
    }

    /// <summary>Doubled with each try, and anything from half to one and a half of that, so that many do not come back at once.</summary>
    private TimeSpan Pause(int attempt)
    {
        var doubled = options.FirstRetry * Math.Pow(2, attempt - 1);
        return (doubled < options.MaxRetry ? doubled : options.MaxRetry) * (0.5 + (RandomNumberGenerator.GetInt32(1001) / 1000.0));
    }

    private static bool IsPassing(JsonObject answer) =>
        answer["Failure"] is not null || answer["StatusCode"]?.GetValue<int>() is 408 or 429 or >= 500;

    private static RefusedAddressException? Refusal(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is RefusedAddressException refusal)
            {
                return refusal;
            }
        }

        return null;
    }
}
