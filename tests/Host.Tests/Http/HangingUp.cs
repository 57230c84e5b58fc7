using System.Net;
using System.Net.Sockets;

namespace StrongCities.Host.Tests.Http;

/// <summary>
/// A server that resets each connection right after the handshake. Whether the reset overtakes the client's look at its new connection is a matter
/// of luck: in a hundred calls it does.
/// </summary>
internal sealed class HangingUp : IAsyncDisposable
{
    public const int Calls = 100;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly Task hangingUp;

    public HangingUp()
    {
        listener.Start();
        hangingUp = HangUpAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await hangingUp;
        listener.Dispose();
        closing.Dispose();
    }

    private async Task HangUpAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptSocketAsync(closing.Token);
                client.Close(0);
            }
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
    }
}
