using System.Net;
using System.Net.Sockets;

namespace KosovoNato.Testing;

/// <summary>Loopback ports for servers that must be told their port and must get it back after a restart.</summary>
public static class FreePort
{
    // Below the range from which the kernel takes ports of outgoing connections (from 32768): no client can
    // sit on the port while the server that owns it is down.
    const int First = 12000;
    const int Count = 20000;

    static readonly DirectoryInfo Claims = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "kosovonato-test-ports"));

    // Held until this process ends: an open file is the claim, so the claims of a killed process are gone with it.
    static readonly List<FileStream> Held = [];

    /// <summary>A port that nobody listens on and that no test process on this machine was given.</summary>
    public static int Next()
    {
        lock (Held)
        {
            // A random start spares most collisions with other test processes; the claim rules out the rest.
            var offset = Random.Shared.Next(Count);
            for (var step = 0; step < Count; step++)
            {
                var port = First + ((offset + step) % Count);
                if (Claim(port) is { } claim)
                {
                    if (IsFree(port))
                    {
                        Held.Add(claim);
                        return port;
                    }

                    claim.Dispose();
                }
            }
        }

        throw new InvalidOperationException($"No free port between {First} and {First + Count - 1}.");
    }

    static FileStream? Claim(int port)
    {
        try
        {
            return new(Path.Combine(Claims.FullName, $"{port}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null; // another process has it, or this one
        }
    }

    static bool IsFree(int port)
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
