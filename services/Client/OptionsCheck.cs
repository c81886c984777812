namespace KosovoNato.Client;

/// <summary>Says, for each setting out of its range, which one it is and what is allowed.</summary>
static class OptionsCheck
{
    public static IReadOnlyList<string> Of(ClientOptions options)
    {
        var wrong = new List<string>();
        Address(options.Address, wrong);
        Key(options, wrong);
        Range(nameof(options.Deadline), options.Deadline, Seconds(1), Seconds(30), wrong);
        Range(nameof(options.AttemptDeadline), options.AttemptDeadline, Milliseconds(50), Seconds(30), wrong);
        Range(nameof(options.MaxAttempts), options.MaxAttempts, 1, 20, wrong);
        Range(nameof(options.BackoffBase), options.BackoffBase, Milliseconds(10), Seconds(10), wrong);
        Range(nameof(options.BackoffMax), options.BackoffMax, options.BackoffBase, Seconds(300), wrong);
        Range(nameof(options.ConnectionsPerHost), options.ConnectionsPerHost, 1, 16, wrong);
        return wrong;
    }

    /// <summary>Whether a key may go there: with TLS anywhere, without it only to this machine.</summary>
    public static bool MayCarryKey(Uri address) => address.Scheme == Uri.UriSchemeHttps || address.IsLoopback;

    static void Address(Uri address, List<string> wrong)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            wrong.Add($"Address must be http://host:port or https://host[:port], not '{address}'.");
        }
        else if (address.UserInfo.Length > 0)
        {
            wrong.Add("Address must not contain a user name or password; use Key.");
        }
        else if (address.PathAndQuery != "/" || address.Fragment.Length > 0)
        {
            wrong.Add($"Address must end after the port: gRPC would ignore '{address.PathAndQuery}{address.Fragment}'.");
        }
    }

    static void Key(ClientOptions options, List<string> wrong)
    {
        if (options.Key is not { } key)
        {
            return;
        }

        // The message never shows the key: it ends up in logs.
        if (key.Length == 0 || key.Any(letter => letter is <= ' ' or > '~'))
        {
            wrong.Add("Key must be printable ASCII without spaces, and not empty; leave it out to call without one.");
        }

        if (options.Address.IsAbsoluteUri && !MayCarryKey(options.Address))
        {
            wrong.Add($"Key must not be sent to '{options.Address.Host}' without TLS; use https://.");
        }
    }

    static void Range<T>(string name, T value, T least, T most, List<string> wrong)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            wrong.Add($"{name} must be between {least} and {most}, not {value}.");
        }
    }

    static TimeSpan Seconds(int count) => TimeSpan.FromSeconds(count);

    static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);
}
