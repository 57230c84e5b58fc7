using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using StrongCities.Runtime;
using StrongCities.Runtime.Http;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>
/// Fetches what sources offer, trusting nobody: http(s) only, checked addresses only, at every redirect anew; bounded in time and in bytes, before
/// and after decompression; to the disk first. Tries again what may pass, and no more often than the source wants.
/// </summary>
public sealed class SafeFetch : IDisposable
{
    private readonly SocketsHttpHandler handler;
    private readonly HttpClient client;
    private readonly HostPace pace;
    private readonly SourceFiles files;
    private readonly SourceOptions options;
    private readonly TimeProvider clock;

    /// <summary>Makes the one of a host.</summary>
    /// <param name="resolve">Finds addresses.</param>
    /// <param name="files">Where answers lie.</param>
    /// <param name="options">The limits.</param>
    /// <param name="clock">Times out, and paces.</param>
    public SafeFetch(ResolveName resolve, SourceFiles files, IOptions<SourceOptions> options, TimeProvider clock)
    {
        this.files = files;
        this.options = options.Value;
        this.clock = clock;
        pace = new HostPace(clock);
        var guard = new SourceConnection(resolve, options);
        handler = new SocketsHttpHandler
        {
            ConnectCallback = (context, cancellation) => guard.ConnectAsync(context.DnsEndPoint, cancellation),
            // Followed and decompressed here, where limits are kept.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            // A proxy would resolve names behind the guard's back.
            UseProxy = false,
            MaxResponseHeadersLength = 64,
            MaxConnectionsPerServer = 4,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
        client = new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Fetches, with retries.</summary>
    /// <param name="request">What.</param>
    /// <param name="count">Counts along.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The answer; dispose it.</returns>
    /// <exception cref="SourceException">It cannot be had.</exception>
    public async Task<FetchedFile> RunAsync(FetchRequest request, FetchCount count, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(request, count, cancellation);
            }
            catch (SourceException failure) when (failure.IsPassing && attempt <= options.Retries && (failure.RetryAfter ?? TimeSpan.Zero) <= options.MaxRetry)
            {
                await Task.Delay(failure.RetryAfter ?? Jittered(attempt), clock, cancellation);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        client.Dispose();
        handler.Dispose();
    }

    private TimeSpan Jittered(int attempt) =>
        BackOff.After(attempt, options.FirstRetry, options.MaxRetry) * (0.5 + (RandomNumberGenerator.GetInt32(1001) / 1000.0));

    private async Task<FetchedFile> TryAsync(FetchRequest request, FetchCount count, CancellationToken cancellation)
    {
        using var total = new CancellationTokenSource(options.TotalTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, total.Token);
        try
        {
            return await FollowAsync(request, count, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SourceException(SourceProblem.Timeout, $"{Place(request.Address)} took longer than allowed.") { IsPassing = true };
        }
        catch (HttpRequestException failure)
        {
            throw Explain(request.Address, failure);
        }
        catch (SocketException failure)
        {
            // It comes through as it is when the other side resets the connection right after the handshake.
            throw Unreachable(request.Address, $"{failure.SocketErrorCode}", failure);
        }
        catch (Exception failure) when (failure is HttpIOException or IOException { InnerException: SocketException })
        {
            throw Cut(request.Address, failure);
        }
    }

    private async Task<FetchedFile> FollowAsync(FetchRequest request, FetchCount count, CancellationToken cancellation)
    {
        var (address, content) = (request.Address, request.Content);
        for (var redirects = 0; ; redirects++)
        {
            RequireWeb(address);
            await pace.WaitAsync(address.IdnHost, options.PausePerHost, cancellation);
            using var message = MessageOf(request, address, content);
            count.Requests++;
            using var header = new CancellationTokenSource(options.HeaderTimeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, header.Token);
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect))
            {
                return await ReceiveAsync(request, address, response, count, cancellation);
            }

            if (redirects >= options.MaxRedirects)
            {
                throw new SourceException(SourceProblem.Redirects, $"{Place(request.Address)} redirects more than {options.MaxRedirects} times.");
            }

            var next = response.Headers.Location is { } location && Uri.TryCreate(address, location, out var to)
                ? to
                : throw new SourceException(SourceProblem.Redirects, $"{Place(address)} redirects without saying where to.");
            if (address.Scheme == Uri.UriSchemeHttps && next.Scheme == Uri.UriSchemeHttp)
            {
                throw new SourceException(SourceProblem.Refused, $"{Place(address)} redirects from https to http.");
            }

            content = response.StatusCode is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect ? content : null;
            address = next;
        }
    }

    private static void RequireWeb(Uri address)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp) || address.UserInfo.Length > 0)
        {
            throw new SourceException(SourceProblem.Refused, "Only http and https addresses without a user name are fetched from.");
        }
    }

    private HttpRequestMessage MessageOf(FetchRequest request, Uri address, Func<HttpContent>? content)
    {
        var message = new HttpRequestMessage(content is null ? HttpMethod.Get : HttpMethod.Post, address) { Content = content?.Invoke() };
        message.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        message.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br");
        if (content is null && request.ETag is { } mark)
        {
            message.Headers.TryAddWithoutValidation("If-None-Match", mark);
        }

        if (content is null && request.LastModified is { } modified)
        {
            message.Headers.IfModifiedSince = modified;
        }

        if (request.Secret is { } secret && Authority(address) == Authority(request.Address))
        {
            message.Headers.TryAddWithoutValidation(secret.Name, secret.Value);
        }

        return message;
    }

    private async Task<FetchedFile> ReceiveAsync(FetchRequest request, Uri address, HttpResponseMessage response, FetchCount count, CancellationToken cancellation)
    {
        if (response.StatusCode == HttpStatusCode.NotModified)
        {
            return new FetchedFile { Content = files.Create(), NotModified = true, ETag = request.ETag, LastModified = request.LastModified };
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw Failed(address, response);
        }

        var type = response.Content.Headers.ContentType;
        if (type?.MediaType is { } media && !request.Types.Any(wanted => Fits(media, wanted)))
        {
            throw new SourceException(SourceProblem.Type, $"{Place(address)} answers with {Safe(media)}, not with {string.Join(" or ", request.Types)}.");
        }

        if (response.Content.Headers.ContentLength > request.MaxBytes)
        {
            throw TooLarge(address, request.MaxBytes);
        }

        var file = files.Create();
        try
        {
            await CopyAsync(request, address, response.Content, file, count, cancellation);
            file.Position = 0;
            return new FetchedFile { Content = file, Type = type, ETag = response.Headers.ETag?.ToString(), LastModified = response.Content.Headers.LastModified };
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private async Task CopyAsync(FetchRequest request, Uri address, HttpContent content, FileStream file, FetchCount count, CancellationToken cancellation)
    {
        await using var wire = new CountedStream(await content.ReadAsStreamAsync(cancellation));
        await using var plain = Decompress.Open(wire, [.. content.Headers.ContentEncoding]);
        var buffer = new byte[81_920];
        try
        {
            while (true)
            {
                using var stall = new CancellationTokenSource(options.StallTimeout, clock);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stall.Token);
                var read = await plain.ReadAsync(buffer, either.Token);
                if (read == 0)
                {
                    return;
                }

                if (file.Length + read > request.MaxBytes)
                {
                    throw TooLarge(address, request.MaxBytes);
                }

                await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
                Decompress.RequireRatio(file.Length, wire.Count, options.MaxRatio);
            }
        }
        catch (InvalidDataException failure)
        {
            throw new SourceException(SourceProblem.Unreadable, $"The answer of {Place(address)} is not compressed as it says.", failure) { IsPassing = true };
        }
        finally
        {
            count.Bytes += wire.Count;
        }
    }

    private SourceException Failed(Uri address, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var after = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return new SourceException(status == 429 ? SourceProblem.Busy : SourceProblem.Status, string.Create(CultureInfo.InvariantCulture, $"{Place(address)} answers {status}."))
        {
            IsPassing = status is 408 or 429 or >= 500,
            RetryAfter = after > TimeSpan.Zero ? after : null,
        };
    }

    private static SourceException Explain(Uri address, HttpRequestException failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is RefusedAddressException)
            {
                return new SourceException(SourceProblem.Refused, cause.Message, failure);
            }

            // A reset that overtakes the answer's header.
            if (cause is IOException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionReset } })
            {
                return Cut(address, failure);
            }
        }

        return failure.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded
            ? new SourceException(SourceProblem.TooLarge, $"The headers of {Place(address)} are longer than allowed.", failure)
            : failure.HttpRequestError is HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse
                ? Cut(address, failure)
                : Unreachable(address, $"{failure.HttpRequestError}", failure);
    }

    private static SourceException Unreachable(Uri address, string why, Exception failure) =>
        new(SourceProblem.Unreachable, $"No connection to {Place(address)}: {why}.", failure) { IsPassing = true };

    private static SourceException Cut(Uri address, Exception failure) =>
        new(SourceProblem.Cut, $"The connection to {Place(address)} broke in the middle of an answer.", failure) { IsPassing = true };

    private static SourceException TooLarge(Uri address, long most) =>
        new(SourceProblem.TooLarge, string.Create(CultureInfo.InvariantCulture, $"The answer of {Place(address)} is longer than {most} bytes."));

    private static bool Fits(string media, string wanted) => wanted[0] == '+'
        ? media.EndsWith(wanted, StringComparison.OrdinalIgnoreCase) || media.EndsWith($"/{wanted[1..]}", StringComparison.OrdinalIgnoreCase)
        : media.Equals(wanted, StringComparison.OrdinalIgnoreCase);

    private static string Safe(string media) => media.Length <= 100 ? media : media[..100];

    private static string Authority(Uri address) => $"{address.Scheme}://{address.IdnHost}:{address.Port}";

    // Keys may stand in the query.
    private static string Place(Uri address) => $"{Authority(address)}{address.AbsolutePath}";
}
