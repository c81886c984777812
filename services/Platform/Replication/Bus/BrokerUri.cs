using System.Diagnostics.CodeAnalysis;
using RabbitMQ.Client;

namespace KosovoNato.Replication.Bus;

/// <summary>Reads the URI of a broker, as RabbitMQ's client does.</summary>
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

    /// <summary>Returns the endpoint without the credentials, for logs.</summary>
    public static string EndpointOf(ConnectionFactory broker) => $"{broker.HostName}:{broker.Endpoint.Port}, vhost {broker.VirtualHost}";
}
