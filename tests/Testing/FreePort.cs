using System.Net;
using System.Net.Sockets;

namespace KosovoNato.Testing;

/// <summary>Loopback ports for servers that need a fixed port, and the same port after a restart.</summary>
public static class FreePort
{
    // Below the range from which the kernel assigns ports to outgoing connections (from 32768), so that no client can occupy the port while
    // its server is down.
    const int First = 12000;
    const int Count = 20000;

    static readonly DirectoryInfo Claims = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "kosovonato-test-ports"));

    // Held until this process ends. An open file is the claim, so the claims of a killed process disappear with it.
    static readonly List<FileStream> Held = [];

    /// <summary>Returns a port on which no program listens, and which no other test process on this machine has.</summary>
    public static int Next()
    {
        lock (Held)
        {
            // A random start avoids most collisions with other test processes; the claim prevents the rest.
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
