using System.Net;
using System.Net.Sockets;

namespace KosovoNato.Serving.Transport;

/// <summary>
/// Checks before the start that the ports of a program can be opened. The server itself does not name the setting, and logs a stack trace.
/// </summary>
static class PortCheck
{
    /// <exception cref="PortException">A port is taken or cannot be opened.</exception>
    public static void Require(ListenerOptions listen)
    {
        Require(listen, nameof(listen.GrpcPort), listen.GrpcPort);
        Require(listen, nameof(listen.HttpPort), listen.HttpPort);
        Require(listen, nameof(listen.MetricsPort), listen.MetricsPort ?? 0);
    }

    static void Require(ListenerOptions listen, string name, int port)
    {
        try
        {
            using var trial = new TcpListener(IPAddress.Parse(listen.Address), port);
            trial.Start();
        }
        catch (SocketException failure)
        {
            throw new PortException($"Listen:{name}", listen.Address, port, failure);
        }
    }
}

/// <summary>The exception for a port that cannot be opened. The message names the setting and tells what to do.</summary>
sealed class PortException(string setting, string address, int port, SocketException cause) : Exception(
    cause.SocketErrorCode == SocketError.AddressAlreadyInUse
        ? $"{setting}: port {port} on {address} is taken. Stop the program that uses it, or choose another port (0 for a free port)."
        : $"{setting}: port {port} on {address} cannot be opened ({cause.Message.TrimEnd('.')}). Choose another port, or correct "
            + "Listen:Address.",
    cause);
