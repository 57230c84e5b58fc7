using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace StrongCities.Hub.Mail;

/// <summary>
/// Fetches the tokens that sign in to a mail server, as the program itself (client credentials, RFC 6749 section 4.4), and keeps each until
/// shortly before it ends.
/// </summary>
/// <param name="options">Where and as whom.</param>
/// <param name="clock">Tells when one ends.</param>
internal sealed class SmtpTokens(IOptions<MailOptions> options, TimeProvider clock) : IDisposable
{
    private const int LongestAnswer = 65_536;

    // A token that ends while it is in use would cost a refusal.
    private static readonly TimeSpan EndsEarly = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LeastLife = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim gate = new(1);
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = options.Value.Smtp.Timeout,
        MaxResponseContentBufferSize = LongestAnswer,
    };

    private (string Token, DateTimeOffset Until)? kept;

    /// <summary>A token that is good now.</summary>
    /// <param name="refused">One that the mail server did not take: another is fetched.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>The token.</returns>
    /// <exception cref="HttpRequestException">There is none: the endpoint can't be reached, refuses us, or answers nonsense.</exception>
    public async Task<string> GetAsync(string? refused, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            if (kept is { } good && good.Token != refused && clock.GetUtcNow() < good.Until)
            {
                return good.Token;
            }

            var (token, lifetime) = await FetchAsync(cancellation);
            kept = (token, clock.GetUtcNow() + lifetime);
            return token;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        client.Dispose();
        gate.Dispose();
    }

    private async Task<(string Token, TimeSpan Lifetime)> FetchAsync(CancellationToken cancellation)
    {
        var from = options.Value.Smtp.Token;
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = from.ClientId!,
            ["client_secret"] = from.ClientSecret!,
        };
        if (from.Scope is { } scope)
        {
            form["scope"] = scope;
        }

        try
        {
            using var content = new FormUrlEncodedContent(form);
            using var answer = await client.PostAsync(from.Endpoint, content, cancellation);
            answer.EnsureSuccessStatusCode();
            var body = await answer.Content.ReadFromJsonAsync<TokenAnswer>(cancellation);
            if (body is not { AccessToken.Length: > 0 })
            {
                throw new HttpRequestException("No token in the answer.");
            }

            var life = TimeSpan.FromSeconds(Math.Clamp(body.ExpiresIn, 0, 86_400)) - EndsEarly;
            return (body.AccessToken, life < LeastLife ? LeastLife : life);
        }
        catch (JsonException)
        {
            throw new HttpRequestException("The answer is not JSON.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException("No answer in time.");
        }
    }

    private sealed record TokenAnswer([property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("expires_in")] double ExpiresIn);
}
