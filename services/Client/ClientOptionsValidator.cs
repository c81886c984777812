namespace KosovoNato.Client;

/// <summary>Validates <see cref="ClientOptions"/>. Each invalid setting gets a message that names it and the accepted values.</summary>
static class ClientOptionsValidator
{
    public static IReadOnlyList<string> Of(ClientOptions options)
    {
        var wrong = new List<string>();
        Address(nameof(options.Address), options.Address, wrong);
        foreach (var replica in options.AdditionalAddresses)
        {
            Address(nameof(options.AdditionalAddresses), replica, wrong);
            if (replica.IsAbsoluteUri && options.Address.IsAbsoluteUri && replica.Scheme != options.Address.Scheme)
            {
                wrong.Add($"AdditionalAddresses must have the same scheme as Address, unlike '{replica}'.");
            }
        }

        Key(options, wrong);
        Range(nameof(options.CallTimeout), options.CallTimeout, Seconds(1), Seconds(30), wrong);
        Range(nameof(options.AttemptTimeout), options.AttemptTimeout, Milliseconds(50), Seconds(30), wrong);
        Range(nameof(options.MaxAttempts), options.MaxAttempts, 1, 20, wrong);
        Range(nameof(options.InitialBackoff), options.InitialBackoff, Milliseconds(10), Seconds(10), wrong);
        Range(nameof(options.MaxBackoff), options.MaxBackoff, options.InitialBackoff, Seconds(300), wrong);
        Range(nameof(options.ConnectionsPerHost), options.ConnectionsPerHost, 1, 16, wrong);
        return wrong;
    }

    /// <summary>Whether credentials may be sent to an address: with TLS to any machine, without TLS only to this machine.</summary>
    public static bool AllowsCredentials(Uri address) => address.Scheme == Uri.UriSchemeHttps || address.IsLoopback;

    /// <summary>Whether a key or token is a valid header value.</summary>
    public static bool IsHeaderValue(string? key) => key is { Length: > 0 } && !key.Any(letter => letter is <= ' ' or > '~');

    static void Address(string name, Uri address, List<string> wrong)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            wrong.Add($"{name} must be http://host:port or https://host[:port], not '{address}'.");
        }
        else if (address.UserInfo.Length > 0)
        {
            wrong.Add($"{name} must not contain a user name or password; use ApiKey.");
        }
        else if (address.PathAndQuery != "/" || address.Fragment.Length > 0)
        {
            wrong.Add($"{name} must end after the port: gRPC would ignore '{address.PathAndQuery}{address.Fragment}'.");
        }
    }

    static void Key(ClientOptions options, List<string> wrong)
    {
        if (options is { ApiKey: null, AccessTokenProvider: null })
        {
            return;
        }

        if (options is { ApiKey: not null, AccessTokenProvider: not null })
        {
            wrong.Add("AccessTokenProvider must not be set together with ApiKey.");
        }

        // Never include the key in a message, because messages end up in logs.
        if (options.ApiKey is { } key && !IsHeaderValue(key))
        {
            wrong.Add("ApiKey must be printable ASCII without spaces and not empty; omit it to call without a key.");
        }

        var credential = options.ApiKey is null ? nameof(options.AccessTokenProvider) : nameof(options.ApiKey);
        foreach (var address in options.AdditionalAddresses.Prepend(options.Address)
            .Where(address => address.IsAbsoluteUri && !AllowsCredentials(address)))
        {
            wrong.Add($"{credential} must not be used for '{address.Host}' without TLS; use https://.");
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
