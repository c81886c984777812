using System.Diagnostics.CodeAnalysis;
using RabbitMQ.Client;

namespace KosovoNato.Replication.Bus;

/// <summary>Reads the URI of a broker, as RabbitMQ's client does, and the addresses of the other nodes of its cluster.</summary>
static class BrokerUri
{
    public static bool TryParse(string? text, [NotNullWhen(true)] out ConnectionFactory? broker)
    {
        broker = null;
        // The client would ignore an empty host, a query and a fragment.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            return false;
        }

        try
        {
            broker = new() { Uri = uri };
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Whether a text is the address of a node: <c>host</c> or <c>host:port</c>, without IPv6.</summary>
    public static bool IsNode(string text) =>
        // MassTransit splits the address at its colon.
        Uri.TryCreate($"amqp://{text}/", UriKind.Absolute, out var uri) && uri.HostNameType is UriHostNameType.Dns or UriHostNameType.IPv4
        && uri.Authority.Equals(text, StringComparison.OrdinalIgnoreCase) && uri is { Port: not 0, UserInfo: "", PathAndQuery: "/" };

    /// <summary>Returns the address of the node in the URI, <c>host:port</c>.</summary>
    public static string NodeOf(ConnectionFactory broker) => $"{broker.HostName}:{broker.Endpoint.Port}";

    /// <summary>Returns the nodes and the virtual host, without the credentials, for logs.</summary>
    public static string EndpointOf(ConnectionFactory broker, IEnumerable<string> otherNodes) =>
        $"{string.Join(", ", otherNodes.Prepend(NodeOf(broker)))}, vhost {broker.VirtualHost}";
}
