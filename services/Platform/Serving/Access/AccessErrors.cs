using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel.Errors;

namespace KosovoNato.Serving.Access;

/// <summary>The reasons for rejecting an access token: values of the error metadata "problem".</summary>
enum AccessTokenProblem
{
    Malformed,
    Algorithm,
    Signature,
    Issuer,
    Audience,
    NotYetValid,
    Expiry,
    Subject,
}

/// <summary>The errors for rejected callers. Each tells the caller what to do, and none reveals the content of a credential.</summary>
static class AccessErrors
{
    public static ApiException IdentityRequired(string permission) =>
        new(StatusCode.Unauthenticated, ErrorReason.CredentialsRequired,
            "This call requires an API key or access token. Send it as \"authorization: Bearer KEY\"; the operator provides it.",
            ("permission", permission));

    public static ApiException KeyNotKnown() =>
        new(StatusCode.Unauthenticated, ErrorReason.CredentialsRequired,
            "The API key in \"authorization\" is unknown. Send a valid key, or none for reads if anonymous reads are allowed.");

    public static ApiException NotBearer() =>
        new(StatusCode.Unauthenticated, ErrorReason.CredentialsRequired, "\"authorization\" must be sent once, as \"Bearer KEY\".");

    public static ApiException Rejected(AccessTokenProblem problem) =>
        new(StatusCode.Unauthenticated, ErrorReason.AccessTokenRejected, problem switch
        {
            AccessTokenProblem.Malformed => "The access token is not a signed JSON Web Token. Send one from a configured issuer, or a key.",
            AccessTokenProblem.Algorithm => "The signing algorithm of the access token is not accepted. Use RS, PS or ES with SHA-2.",
            AccessTokenProblem.Signature => "The signature of the access token does not match the keys of its issuer. Get a new token.",
            AccessTokenProblem.Issuer =>
                "The issuer of the access token is not accepted. Get a token from a configured issuer.",
            AccessTokenProblem.Audience => "The access token is for another audience. Get a token for this service from its issuer.",
            AccessTokenProblem.NotYetValid => "The access token is not valid yet. Wait, or correct the clock.",
            AccessTokenProblem.Expiry => "The access token has no expiration time. Get a token that expires from its issuer.",
            AccessTokenProblem.Subject =>
                "The subject of the access token is missing or not allowed as an actor name. Get a token with another subject.",
            _ => throw new ArgumentOutOfRangeException(nameof(problem), problem, "Unknown access token problem."),
        }, ("problem", ApiException.NameOf(problem)));

    public static ApiException Expired() =>
        new(StatusCode.Unauthenticated, ErrorReason.CredentialsExpired,
            "The access token or client certificate has expired. Renew it and retry; resume a Watch with its last token.");

    public static ApiException Denied(string permission) =>
        new(StatusCode.PermissionDenied, ErrorReason.PermissionDenied,
            $"This call requires the permission {permission}, which the caller does not have. Ask the operator for it.",
            ("permission", permission));

    public static ApiException ReadOnly(string permission) =>
        new(StatusCode.PermissionDenied, ErrorReason.PermissionDenied,
            "This instance is read-only: it accepts no writes, with any credential. Run an instance of your own to record facts.",
            ("permission", permission));

    public static ApiException IssuerUnavailable() =>
        new ApiException(StatusCode.Unavailable, ErrorReason.IssuerUnavailable,
                "The access token cannot be verified, because its issuer is unavailable. Retry in a few seconds.")
            .With(new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(2)) });

    public static ApiException RateLimited(int perSecond, TimeSpan wait)
    {
        const string limit = "calls per second";
        var message = $"The caller exceeds its rate limit of {perSecond} calls per second. Wait, then retry at a lower rate.";
        return new ApiException(StatusCode.ResourceExhausted, ErrorReason.RateLimited, message, ("limit", limit))
            .With(new RetryInfo { RetryDelay = Duration.FromTimeSpan(wait) })
            .With(new QuotaFailure { Violations = { new QuotaFailure.Types.Violation { Subject = limit, Description = message } } });
    }
}
