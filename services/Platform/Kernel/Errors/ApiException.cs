using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using KosovoNato.Errors.V1;

namespace KosovoNato.Kernel.Errors;

/// <summary>
/// Says no to a caller: with a status, a reason of the public list, facts as metadata, and a sentence that tells the caller
/// what to do. Thrown anywhere, turned into a gRPC status in one place (ExceptionInterceptor of the serving layer).
/// </summary>
public sealed class ApiException : Exception
{
    public const string Domain = "kosovonato";

    readonly List<Google.Protobuf.IMessage> details = [];

    public ApiException(StatusCode status, ErrorReason reason, string message, params (string Key, string Value)[] metadata)
        : base(message)
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

    /// <summary>Adds a fact to the metadata; used by those who know more than the one who refused.</summary>
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

    public static ApiException NotFound(string resource) =>
        new ApiException(StatusCode.NotFound, ErrorReason.ResourceNotFound, $"{resource} does not exist.", ("resource", resource))
            .With(new ResourceInfo { ResourceName = resource, Description = "does not exist" });

    public static ApiException AlreadyExists(string resource) =>
        new ApiException(StatusCode.AlreadyExists, ErrorReason.ResourceAlreadyExists,
                $"{resource} exists already. Read it, and correct it if it is wrong.", ("resource", resource))
            .With(new ResourceInfo { ResourceName = resource, Description = "exists already" });

    public static ApiException EtagMismatch(string resource, string newest) =>
        new(StatusCode.Aborted, ErrorReason.EtagMismatch,
            $"{resource} was changed since it was read. Read it again, decide, and retry with the new etag.",
            ("resource", resource), ("etag", newest));

    /// <summary>A rule of the domain forbids the write.</summary>
    /// <param name="rule">The rule in upper snake case; it goes into PreconditionFailure as the type.</param>
    public static ApiException RuleViolated(string rule, string subject, string message) =>
        new ApiException(StatusCode.FailedPrecondition, ErrorReason.RuleViolated, message, ("rule", rule), ("resource", subject))
            .With(new PreconditionFailure
            {
                Violations = { new PreconditionFailure.Types.Violation { Type = rule, Subject = subject, Description = message } },
            });

    /// <summary>The move is not possible from the present status.</summary>
    public static ApiException TransitionNotAllowed(string subject, string status, string move, IEnumerable<string> allowed)
    {
        var list = string.Join(", ", allowed);
        var message = $"{subject} is {status}: {move} cannot follow. Allowed: {(list.Length == 0 ? "nothing" : list)}.";
        return new ApiException(StatusCode.FailedPrecondition, ErrorReason.TransitionNotAllowed, message,
                ("resource", subject), ("status", status), ("allowed", list))
            .With(new PreconditionFailure
            {
                Violations = { new PreconditionFailure.Types.Violation { Type = "TRANSITION", Subject = subject, Description = message } },
            });
    }

    public static ApiException TokenInvalid(string what) =>
        new(StatusCode.InvalidArgument, ErrorReason.TokenInvalid,
            $"The {what} is damaged or belongs to other arguments. Start without it.", ("token", what));

    public static ApiException StoreUnavailable() =>
        new ApiException(StatusCode.Unavailable, ErrorReason.StoreUnavailable,
                "The store cannot be reached. Try again in a second; repeat a write with the same request_id.")
            .With(new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) });

    /// <summary>The store answers, and takes no writes.</summary>
    public static ApiException StoreReadOnly() =>
        new ApiException(StatusCode.Unavailable, ErrorReason.StoreReadOnly,
                "The store takes no writes at present; reads and watches go on. Try again in some seconds with the same request_id; if it "
                + "lasts, tell the operator.")
            .With(new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(5)) });

    public static ApiException LimitExceeded(string subject, string message) =>
        new ApiException(StatusCode.ResourceExhausted, ErrorReason.LimitExceeded, message, ("limit", subject))
            .With(new QuotaFailure { Violations = { new QuotaFailure.Types.Violation { Subject = subject, Description = message } } });

    /// <summary>The reason as callers see it, such as "ETAG_MISMATCH".</summary>
    public string ReasonName => Info.Reason;

    /// <summary>The error as gRPC sends it, with all details.</summary>
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

    /// <summary>ErrorReason.EtagMismatch is "ETAG_MISMATCH" on the wire.</summary>
    internal static string NameOf(System.Enum value) =>
        string.Concat(value.ToString().Select((c, i) =>
            i > 0 && char.IsUpper(c) ? "_" + c : char.ToUpperInvariant(c).ToString(CultureInfo.InvariantCulture)));
}
