using System.Net.Http.Headers;

namespace KosovoNato.Client;

/// <summary>
/// Adds the caller's key to every request. Here and not in the calls, because here the address is the one that is really
/// called: a key cannot slip out by a way that forgot to ask.
/// </summary>
sealed class BearerKey(string key, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    readonly AuthenticationHeaderValue header = new("Bearer", key);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { } address || !OptionsCheck.MayCarryKey(address))
        {
            throw new InvalidOperationException("The key is not sent without TLS to another machine.");
        }

        // A key that the caller gave with this one call goes before that of the client.
        if (!request.Headers.Contains("Authorization"))
        {
            request.Headers.Authorization = header;
        }

        return base.SendAsync(request, cancellationToken);
    }
}
