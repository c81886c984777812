using System.Net.Http.Headers;

namespace KosovoNato.Client;

/// <summary>
/// Adds the caller's key or access token to every request. Here and not in the calls, because here the address is the one that
/// is really called: it cannot slip out by a way that forgot to ask.
/// </summary>
sealed class BearerTokenHandler(AccessTokenCache token, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    const string Unauthenticated = "16";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { } address || !ClientOptionsValidator.AllowsCredentials(address))
        {
            throw new InvalidOperationException("The key is not sent without TLS to another machine.");
        }

        // A credential that the caller gave with this one call goes before that of the client.
        if (request.Headers.Contains("Authorization"))
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        var sent = await token.GetAsync(cancellationToken).ConfigureAwait(false);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", sent);
        var answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (answer.Headers.TryGetValues("grpc-status", out var status) && status.Contains(Unauthenticated))
        {
            token.Invalidate(sent);
        }

        return answer;
    }
}
