namespace KosovoNato.Hosting;

/// <summary>
/// The command <c>probe URL</c>: asks a running program for its health and prints the reason if it is not well. For container engines
/// without HTTP or gRPC probes, because an image has no other program that could ask.
/// </summary>
static class HealthProbe
{
    const string Command = "probe";
    const int Healthy = 0;
    const int Unhealthy = 1;

    static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(3);

    /// <summary>Whether the arguments of a program are this command.</summary>
    public static bool IsRequested(string[] args) => args is [Command, ..];

    /// <returns>The exit code: 0 if the response has a status of 200 to 299, otherwise 1, which an engine takes for unhealthy.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter errors)
    {
        if (args is not [_, var address] || !Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttp)
        {
            await errors.WriteLineAsync($"{Command} needs one address, for example http://127.0.0.1:8082/health/ready.");
            return Unhealthy;
        }

        using var client = new HttpClient { Timeout = ResponseTimeout };
        try
        {
            using var response = await client.GetAsync(url);
            if (response.IsSuccessStatusCode)
            {
                return Healthy;
            }

            await errors.WriteLineAsync($"{url} responded with {(int)response.StatusCode}.");
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            await errors.WriteLineAsync($"{url} did not respond: {fault.Message}");
        }

        return Unhealthy;
    }
}
