using System.Net;
using System.Net.Sockets;

namespace KosovoNato.Testing;

/// <summary>
/// A proxy between a client and a server on loopback that injects faults: it can cut the connection, slow it down, or drop responses, so
/// that the client cannot know whether its write happened.
/// </summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint target;
    private readonly CancellationTokenSource end = new();
    private readonly Lock gate = new();
    private readonly Dictionary<ProxiedConnection, Task> open = [];
    private readonly NetworkFault disturbance = new();
    private readonly Task accepting;
    private bool isCut;

    private TcpProxy(IPEndPoint target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The address for clients, as a configuration of StackExchange.Redis.</summary>
    public string Configuration => $"127.0.0.1:{Port}";

    /// <summary>The delay of each piece of a response. Default: none.</summary>
    public TimeSpan ResponseDelay
    {
        get => disturbance.AnswerDelay;
        set => disturbance.AnswerDelay = value;
    }

    /// <summary>Starts a proxy to an address, for example <c>127.0.0.1:6379</c>.</summary>
    public static TcpProxy To(string address) => new(IPEndPoint.Parse(address));

    /// <summary>Resets every connection, also new ones, until <see cref="Resume"/>.</summary>
    public async Task CutAsync()
    {
        Task[] running;
        lock (gate)
        {
            isCut = true;
            running = [.. open.Values];
            foreach (var connection in open.Keys)
            {
                connection.Cut();
            }
        }

        await Task.WhenAll(running);
    }

    /// <summary>Lets requests through and drops the server's responses, until <see cref="Resume"/>.</summary>
    public void DropResponses() => disturbance.SwallowsAnswers = true;

    /// <summary>Lets requests through up to a command, by its name on the wire. The command waits until the test lets it pass.</summary>
    public HeldCommand Hold(string command) => disturbance.Held = new HeldCommand(command);

    /// <summary>
    /// Produces an unknown outcome: drops responses, waits until <paramref name="arrived"/> observes by other means that the server has
    /// acted, and then cuts the connection. The write happened, but the client was never told.
    /// </summary>
    public async Task CutAfterRequestAsync(Func<Task<bool>> arrived)
    {
        DropResponses();
        await Eventually.True(arrived);
        await CutAsync();
    }

    /// <summary>
    /// Works again for new connections. Connections that were cut, or that are still open but lost a response, do not recover.
    /// </summary>
    public void Resume()
    {
        lock (gate)
        {
            disturbance.SwallowsAnswers = false;
            isCut = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await accepting;
        await CutAsync();
        listener.Dispose();
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                Admit(await listener.AcceptSocketAsync(end.Token));
            }
            catch (OperationCanceledException)
            {
                return; // disposed
            }
        }
    }

    private void Admit(Socket client)
    {
        lock (gate)
        {
            if (isCut)
            {
                // Keep the listener: a closed listener could lose its port to another program.
                ProxiedConnection.Reset(client);
                return;
            }

            var connection = new ProxiedConnection(client, target, disturbance);
            open[connection] = RunAsync(connection);
        }
    }

    private async Task RunAsync(ProxiedConnection connection)
    {
        // Leave the caller's lock, so that the entry exists before it can be removed.
        await Task.Yield();
        await connection.RunAsync();
        lock (gate)
        {
            open.Remove(connection);
            connection.Dispose();
        }
    }
}
