using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel.Errors;

namespace KosovoNato.Serving.Access;

/// <summary>Why a token is not accepted: values of the metadata "problem".</summary>
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

/// <summary>The ways in which a caller is not let in; each says what to do next, and none what is in a token or beside it.</summary>
static class AccessErrors
{
    public static ApiException IdentityRequired(string permission) =>
        new(StatusCode.Unauthenticated, ErrorReason.KeyRequired,
            "This call needs a key or an access token: send it as \"authorization: Bearer KEY\". The operator has it.",
            ("permission", permission));

    public static ApiException KeyNotKnown() =>
        new(StatusCode.Unauthenticated, ErrorReason.KeyRequired,
            "The key in \"authorization\" is not known here. Send one that is; where reads are open, they need none.");

    public static ApiException NotBearer() =>
        new(StatusCode.Unauthenticated, ErrorReason.KeyRequired, "\"authorization\" must be sent once, as \"Bearer KEY\".");

    public static ApiException Rejected(AccessTokenProblem problem) =>
        new(StatusCode.Unauthenticated, ErrorReason.TokenRejected, problem switch
        {
            AccessTokenProblem.Malformed => "The access token is not a signed JSON Web Token. Send one of a configured issuer, or a key.",
            AccessTokenProblem.Algorithm => "The access token is not signed in an accepted way. It must be RS, PS or ES with SHA-2.",
            AccessTokenProblem.Signature => "The signature of the access token does not fit the keys of its issuer. Get a new token.",
            AccessTokenProblem.Issuer =>
                "The issuer of the access token is not accepted here. Get a token of an issuer that the operator has set.",
            AccessTokenProblem.Audience => "The access token is meant for another service. Ask its issuer for one for this audience.",
            AccessTokenProblem.NotYetValid => "The access token is not valid yet. Wait, or correct the clock.",
            AccessTokenProblem.Expiry => "The access token has no end. Ask its issuer for one that expires.",
            AccessTokenProblem.Subject => "The access token does not say who you are in a way that can be recorded.",
            _ => throw new ArgumentOutOfRangeException(nameof(problem), problem, "Not a problem."),
        }, ("problem", ApiException.NameOf(problem)));

    public static ApiException Expired() =>
        new(StatusCode.Unauthenticated, ErrorReason.AccessExpired,
            "The access token has expired. Get a new one and call again; resume a Watch with its last token.");

    public static ApiException Denied(string permission) =>
        new(StatusCode.PermissionDenied, ErrorReason.PermissionDenied,
            $"This call needs the permission {permission}, which the caller does not have. Ask the operator for it.",
            ("permission", permission));

    public static ApiException IssuerUnavailable() =>
        new ApiException(StatusCode.Unavailable, ErrorReason.IssuerUnavailable,
                "The access token cannot be checked now, because its issuer cannot be reached. Try again in a few seconds.")
            .With(new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(2)) });

    public static ApiException RateLimited(int perSecond, TimeSpan wait)
    {
        const string limit = "calls per second";
        var message = $"There are more calls than {perSecond} a second of one caller. Wait, and spread them.";
        return new ApiException(StatusCode.ResourceExhausted, ErrorReason.RateLimited, message, ("limit", limit))
            .With(new RetryInfo { RetryDelay = Duration.FromTimeSpan(wait) })
            .With(new QuotaFailure { Violations = { new QuotaFailure.Types.Violation { Subject = limit, Description = message } } });
    }
}
