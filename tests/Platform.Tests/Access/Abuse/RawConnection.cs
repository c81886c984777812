using System.Buffers.Binary;
using System.Net.Sockets;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Access.Abuse;

/// <summary>A connection to the gRPC port that can send any bytes. Records how the server ends it.</summary>
sealed class RawConnection : IAsyncDisposable
{
    readonly Socket socket;
    readonly NetworkStream answers;
    readonly Task reading;

    RawConnection(Socket socket, bool reads)
    {
        this.socket = socket;
        answers = new NetworkStream(socket);
        reading = reads ? ReadAsync() : Task.CompletedTask;
    }

    /// <summary>The error code of the GOAWAY frame, if the server sent one.</summary>
    public int? EndedWith { get; private set; }

    /// <summary>Completes when the server closes the connection.</summary>
    public Task Closed => reading;

    /// <param name="reads">Whether responses are read. If not, the server's buffers fill up.</param>
    public static async Task<RawConnection> OpenAsync(Uri address, bool reads = true)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = reads ? 65_536 : 4_096 };
        await socket.ConnectAsync(address.Host, address.Port, Call.Cancelled);
        await socket.SendAsync(Frame.Preface.ToArray(), Call.Cancelled);
        var connection = new RawConnection(socket, reads);
        await connection.TrySendAsync(Frame.Of(FrameKind.Settings, 0, 0, []));
        return connection;
    }

    /// <summary>Sends bytes. Returns false if the server has closed the connection or stopped reading.</summary>
    public async Task<bool> TrySendAsync(ReadOnlyMemory<byte> bytes)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Call.Cancelled);
        patience.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[await socket.SendAsync(bytes, patience.Token)..];
            }

            return true;
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !Call.Cancelled.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <summary>Sends frames up to the given number of times, or until the server stops accepting them.</summary>
    public async Task<int> FloodAsync(int times, Func<int, byte[]> make)
    {
        for (var sent = 0; sent < times; sent++)
        {
            if (!await TrySendAsync(make(sent)))
            {
                return sent;
            }
        }

        return times;
    }

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        await reading.WithinAsync(10);
        await answers.DisposeAsync();
    }

    async Task ReadAsync()
    {
        await Task.Yield();
        var header = new byte[Frame.HeaderBytes];
        try
        {
            while (true)
            {
                await answers.ReadExactlyAsync(header);
                var payload = new byte[BinaryPrimitives.ReadInt32BigEndian(header) >> 8];
                await answers.ReadExactlyAsync(payload);
                if (header[3] == (byte)FrameKind.GoAway)
                {
                    EndedWith = BinaryPrimitives.ReadInt32BigEndian(payload.AsSpan(4));
                }
            }
        }
        catch (Exception closed) when (closed is IOException or EndOfStreamException or ObjectDisposedException or SocketException)
        {
            // The connection is closed, so there is nothing more to read.
        }
    }
}
