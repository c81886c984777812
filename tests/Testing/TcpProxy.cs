using System.Net;
using System.Net.Sockets;

namespace KosovoNato.Testing;

/// <summary>
/// Stands between a client and a server on loopback and disturbs the way between them: cut it, slow it down, or lose the
/// answers, so that the client cannot know whether its write happened.
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

    /// <summary>Address for clients, in the form that StackExchange.Redis takes as its configuration.</summary>
    public string Configuration => $"127.0.0.1:{Port}";

    /// <summary>How long each piece of an answer is held back. Default: not at all.</summary>
    public TimeSpan ResponseDelay
    {
        get => disturbance.AnswerDelay;
        set => disturbance.AnswerDelay = value;
    }

    /// <summary>Starts a proxy to an address like <c>127.0.0.1:6379</c>.</summary>
    public static TcpProxy To(string address) => new(IPEndPoint.Parse(address));

    /// <summary>Resets every connection, and each new one, until <see cref="Resume"/>.</summary>
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

    /// <summary>Lets requests through and drops what the server answers, until <see cref="Resume"/>.</summary>
    public void DropResponses() => disturbance.SwallowsAnswers = true;

    /// <summary>Lets requests through up to a command, by its name on the wire, which waits until the test lets it pass.</summary>
    public HeldCommand Hold(string command) => disturbance.Held = new HeldCommand(command);

    /// <summary>
    /// The unknown outcome: swallows answers from now on, waits until <paramref name="arrived"/> sees (on another way) that the
    /// server has acted, then cuts. The client's write happened and it was never told.
    /// </summary>
    public async Task CutAfterRequestAsync(Func<Task<bool>> arrived)
    {
        DropResponses();
        await Eventually.True(arrived);
        await CutAsync();
    }

    /// <summary>
    /// Works again for new connections; those that were cut, or lost an answer and still stand, do not recover by themselves.
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
                // The listener stays: a closed one could lose its port to somebody else.
                ProxiedConnection.Reset(client);
                return;
            }

            var connection = new ProxiedConnection(client, target, disturbance);
            open[connection] = RunAsync(connection);
        }
    }

    private async Task RunAsync(ProxiedConnection connection)
    {
        // Off the lock that the caller holds, so that the entry exists before it can be removed.
        await Task.Yield();
        await connection.RunAsync();
        lock (gate)
        {
            open.Remove(connection);
            connection.Dispose();
        }
    }
}
