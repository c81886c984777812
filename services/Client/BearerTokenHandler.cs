using System.Net.Http.Headers;

namespace KosovoNato.Client;

/// <summary>
/// Adds the caller's API key or access token to every request. An HTTP handler sees the address that is really called, so no code path can
/// send the credential to another machine without TLS.
/// </summary>
sealed class BearerTokenHandler(AccessTokenCache token, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    const string Unauthenticated = "16";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { } address || !ClientOptionsValidator.AllowsCredentials(address))
        {
            throw new InvalidOperationException("Credentials are not sent to another machine without TLS.");
        }

        // A credential of the call itself takes precedence over the credential of the client.
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
