using System.Diagnostics.CodeAnalysis;

namespace KosovoNato.Replication.Bus;

/// <summary>The broker's endpoint and credentials, parsed from an AMQP URI.</summary>
sealed class BusAddress
{
    BusAddress(Uri uri, string virtualHost)
    {
        Tls = uri.Scheme == "amqps";
        Host = uri.Host;
        Port = (ushort)(uri.Port > 0 ? uri.Port : Tls ? 5671 : 5672);
        VirtualHost = virtualHost;
        var colon = uri.UserInfo.IndexOf(':', StringComparison.Ordinal);
        (User, Password) = uri.UserInfo.Length == 0 ? ("guest", "guest")
            : colon < 0 ? (Uri.UnescapeDataString(uri.UserInfo), "")
            : (Uri.UnescapeDataString(uri.UserInfo[..colon]), Uri.UnescapeDataString(uri.UserInfo[(colon + 1)..]));
    }

    public bool Tls { get; }

    public string Host { get; }

    public ushort Port { get; }

    public string VirtualHost { get; }

    public string User { get; }

    public string Password { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out BusAddress? address)
    {
        address = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps") || uri.Host.Length == 0
            || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            return false;
        }

        var path = uri.AbsolutePath.TrimStart('/');
        if (path.Contains('/', StringComparison.Ordinal))
        {
            return false;
        }

        address = new BusAddress(uri, path.Length == 0 ? "/" : Uri.UnescapeDataString(path));
        return true;
    }

    /// <summary>Returns the endpoint without the credentials, for logs.</summary>
    public override string ToString() => $"{Host}:{Port}, vhost {VirtualHost}";
}
