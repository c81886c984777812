using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using KosovoNato.Errors.V1;

namespace KosovoNato.Kernel.Errors;

/// <summary>
/// An error for the caller: a status, a reason from the public list, metadata, and a message that tells the caller what to do. It can be
/// thrown anywhere; the ExceptionInterceptor of the serving layer turns it into a gRPC status.
/// </summary>
public sealed class ApiException : Exception
{
    public const string Domain = "kosovonato";

    readonly List<Google.Protobuf.IMessage> details = [];

    public ApiException(StatusCode status, ErrorReason reason, string message, params (string Key, string Value)[] metadata)
        : this(status, reason, message, cause: null, metadata)
    {
    }

    /// <param name="cause">The cause for logs, which callers do not see.</param>
    public ApiException(
        StatusCode status, ErrorReason reason, string message, Exception? cause, params (string Key, string Value)[] metadata)
        : base(message, cause)
    {
        Status = status;
        Reason = reason;
        Info = new ErrorInfo { Domain = Domain, Reason = NameOf(reason) };
        foreach (var (key, value) in metadata)
        {
            Info.Metadata[key] = value;
        }
    }

    public StatusCode Status { get; }

    public ErrorReason Reason { get; }

    internal ErrorInfo Info { get; }

    /// <summary>The delay before a retry. Null if the error asks for none.</summary>
    public TimeSpan? RetryDelay => details.OfType<RetryInfo>().SingleOrDefault()?.RetryDelay.ToTimeSpan();

    /// <summary>Adds metadata, for code that knows more than the code that threw the error.</summary>
    public ApiException With(string key, string value)
    {
        Info.Metadata[key] = value;
        return this;
    }

    public ApiException With(Google.Protobuf.IMessage detail)
    {
        details.Add(detail);
        return this;
    }

    /// <summary>Returns the same error with other texts, for a caller who knows fields by other names.</summary>
    internal ApiException WithTexts(Func<string, string> message, Func<Google.Protobuf.IMessage, Google.Protobuf.IMessage> detail)
    {
        List<Google.Protobuf.IMessage> converted = [.. details.Select(detail)];
        var text = converted.OfType<BadRequest>().SingleOrDefault() is { } invalid
            ? FieldViolations.MessageOf(invalid.FieldViolations)
            : message(Message);
        var error = new ApiException(Status, Reason, text, [.. Info.Metadata.Select(entry => (entry.Key, entry.Value))]);
        error.details.AddRange(converted);
        return error;
    }

    public static ApiException NotFound(string resource) => NotFound(resource, "");

    static ApiException NotFound(string resource, string hint) =>
        new ApiException(StatusCode.NotFound, ErrorReason.ResourceNotFound, $"{resource} does not exist.{hint}", ("resource", resource))
            .With(new ResourceInfo { ResourceName = resource, Description = "does not exist" });

    /// <summary>Creates the error for a missing resource, with the name that was probably meant or the existing names.</summary>
    /// <param name="existing">The names in the collection of the resource.</param>
    public static ApiException NotFound(string resource, IEnumerable<string> existing) =>
        NotFound(resource, ExistingNames.Describe(resource, existing));

    public static ApiException AlreadyExists(string resource) =>
        new ApiException(StatusCode.AlreadyExists, ErrorReason.ResourceAlreadyExists,
                $"{resource} already exists. Read it, and correct it if it is wrong.", ("resource", resource))
            .With(new ResourceInfo { ResourceName = resource, Description = "already exists" });

    public static ApiException EtagMismatch(string resource, string newest) =>
        new(StatusCode.Aborted, ErrorReason.EtagMismatch,
            $"{resource} has changed since it was read. Read it again, check that the write still applies, and retry with the new etag.",
            ("resource", resource), ("etag", newest));

    /// <summary>Creates the error for a write that violates a domain rule.</summary>
    /// <param name="rule">The rule in upper snake case, which becomes the type of the PreconditionFailure.</param>
    public static ApiException RuleViolated(string rule, string subject, string message) =>
        new ApiException(StatusCode.FailedPrecondition, ErrorReason.RuleViolated, message, ("rule", rule), ("resource", subject))
            .With(new PreconditionFailure
            {
                Violations = { new PreconditionFailure.Types.Violation { Type = rule, Subject = subject, Description = message } },
            });

    /// <summary>Creates the error for a transition that the current status does not allow.</summary>
    public static ApiException TransitionNotAllowed(string subject, string status, string move, IEnumerable<string> allowed)
    {
        var list = string.Join(", ", allowed);
        var message = $"{subject} is {status}: {move} cannot follow. Allowed: {(list.Length == 0 ? "none" : list)}.";
        return new ApiException(StatusCode.FailedPrecondition, ErrorReason.TransitionNotAllowed, message,
                ("resource", subject), ("status", status), ("allowed", list))
            .With(new PreconditionFailure
            {
                Violations = { new PreconditionFailure.Types.Violation { Type = "TRANSITION", Subject = subject, Description = message } },
            });
    }

    public static ApiException TokenInvalid(string what) =>
        new(StatusCode.InvalidArgument, ErrorReason.TokenInvalid,
            $"The {what} is corrupted or was issued for other arguments. Repeat the call without it.", ("token", what));

    /// <param name="cause">The cause for logs, which callers do not see.</param>
    public static ApiException StoreUnavailable(Exception? cause = null) =>
        new ApiException(StatusCode.Unavailable, ErrorReason.StoreUnavailable,
                "The store is unavailable. Retry in a second; use the same request_id for a write.", cause)
            .With(new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) });

    /// <summary>Creates the error for a write while the store answers but accepts no writes.</summary>
    /// <param name="cause">The cause for logs, which callers do not see.</param>
    public static ApiException StoreReadOnly(Exception? cause = null) =>
        new ApiException(StatusCode.Unavailable, ErrorReason.StoreReadOnly,
                "The store does not accept writes; reads and watches continue. Retry in 5 s with the same request_id. If the error "
                + "persists, tell the operator.", cause)
            .With(new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(5)) });

    /// <summary>Creates the error for a write that reaches a server which is shutting down.</summary>
    public static ApiException ServerDraining() =>
        new ApiException(StatusCode.Unavailable, ErrorReason.ServerDraining,
                "This server is shutting down. Retry on another server with the same request_id.")
            .With(new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) });

    public static ApiException LimitExceeded(string subject, string message) =>
        new ApiException(StatusCode.ResourceExhausted, ErrorReason.LimitExceeded, message, ("limit", subject))
            .With(new QuotaFailure { Violations = { new QuotaFailure.Types.Violation { Subject = subject, Description = message } } });

    /// <summary>The reason as callers see it, for example "ETAG_MISMATCH".</summary>
    public string ReasonName => Info.Reason;

    /// <summary>Returns the error as gRPC sends it, with all details.</summary>
    public RpcException ToRpcException() => ToStatus().ToRpcException();

    internal Google.Rpc.Status ToStatus()
    {
        var status = new Google.Rpc.Status { Code = (int)Status, Message = Message };
        status.Details.Add(Any.Pack(Info));
        foreach (var detail in details)
        {
            status.Details.Add(Any.Pack(detail));
        }

        return status;
    }

    /// <summary>Returns the name on the wire: "ETAG_MISMATCH" for ErrorReason.EtagMismatch.</summary>
    internal static string NameOf(System.Enum value) =>
        string.Concat(value.ToString().Select((c, i) =>
            i > 0 && char.IsUpper(c) ? "_" + c : char.ToUpperInvariant(c).ToString(CultureInfo.InvariantCulture)));
}
