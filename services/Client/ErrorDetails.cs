using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using KosovoNato.Errors.V1;

namespace KosovoNato.Client;

/// <summary>Why a call was refused, beyond its status code.</summary>
public sealed record ErrorDetails
{
    const string Domain = "kosovonato";
    const string ReasonPrefix = "ERROR_REASON_";

    /// <summary>
    /// The reason; <see cref="ErrorReason.Unspecified"/> if the error does not come from the service (but from a proxy, or
    /// from this process) or if the reason is newer than this client.
    /// </summary>
    public ErrorReason Reason { get; private init; }

    /// <summary>The reason as it was sent, without prefix; empty if the error does not come from the service.</summary>
    public string ReasonName { get; private init; } = "";

    /// <summary>Facts that belong to the reason, such as <c>oldest</c> and <c>newest</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; private init; } = new Dictionary<string, string>();

    /// <summary>Every wrong field of the request.</summary>
    public IReadOnlyList<BadRequest.Types.FieldViolation> FieldViolations { get; private init; } = [];

    /// <summary>The rules of the domain that forbid the write.</summary>
    public IReadOnlyList<PreconditionFailure.Types.Violation> PreconditionViolations { get; private init; } = [];

    /// <summary>The limits that are reached.</summary>
    public IReadOnlyList<QuotaFailure.Types.Violation> QuotaViolations { get; private init; } = [];

    /// <summary>How long the service asks to wait before a repeat.</summary>
    public TimeSpan? RetryDelay { get; private init; }

    internal static ErrorDetails Of(RpcException error)
    {
        if (error.Trailers.GetRpcStatus(ignoreParseError: true) is not { } status)
        {
            return new();
        }

        var info = Detail<ErrorInfo>(status) is { Domain: Domain } ours ? ours : new();
        return new()
        {
            Reason = Parse(info.Reason),
            ReasonName = info.Reason,
            Metadata = info.Metadata,
            FieldViolations = Detail<BadRequest>(status)?.FieldViolations ?? [],
            PreconditionViolations = Detail<PreconditionFailure>(status)?.Violations ?? [],
            QuotaViolations = Detail<QuotaFailure>(status)?.Violations ?? [],
            RetryDelay = Detail<RetryInfo>(status)?.RetryDelay is { } delay ? Pause(delay) : null,
        };
    }

    static ErrorReason Parse(string reason) =>
        (ErrorReason)(ErrorsReflection.Descriptor.FindTypeByName<EnumDescriptor>("ErrorReason")
            .FindValueByName(ReasonPrefix + reason)?.Number ?? 0);

    // Not ToTimeSpan, which throws on values that are out of range, and they come from outside.
    static TimeSpan Pause(Duration delay) =>
        TimeSpan.FromSeconds(Math.Clamp(delay.Seconds, 0, 86_400)) + TimeSpan.FromTicks(Math.Clamp(delay.Nanos, 0, 999_999_999) / 100);

    static T? Detail<T>(Google.Rpc.Status status)
        where T : class, IMessage<T>, new()
    {
        try
        {
            return status.GetDetail<T>();
        }
        catch (InvalidProtocolBufferException)
        {
            // Damaged on the way. The status code still says what happened, and that must reach the caller.
            return null;
        }
    }
}
