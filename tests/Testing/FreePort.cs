using System.Net;
using System.Net.Sockets;

namespace KosovoNato.Testing;

/// <summary>Loopback ports for servers that must be told their port and must get it back after a restart.</summary>
public static class FreePort
{
    // Below the range from which the kernel takes ports of outgoing connections (from 32768): no client can
    // sit on the port while the server that owns it is down.
    private const int First = 12000;
    private const int Count = 20000;

    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Given = [];

    /// <summary>A port that nobody listens on and that this process was not given before.</summary>
    public static int Next()
    {
        lock (Gate)
        {
            // A random place to begin: other test processes on this machine choose from the same range.
            var offset = Random.Shared.Next(Count);
            for (var step = 0; step < Count; step++)
            {
                var port = First + ((offset + step) % Count);
                if (!Given.Contains(port) && IsFree(port))
                {
                    Given.Add(port);
                    return port;
                }
            }
        }

        throw new InvalidOperationException($"No free port between {First} and {First + Count - 1}.");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }
}
