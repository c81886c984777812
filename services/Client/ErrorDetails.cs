using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using KosovoNato.Errors.V1;

namespace KosovoNato.Client;

/// <summary>The details of a failed call, beyond its status code.</summary>
public sealed record ErrorDetails
{
    const string Domain = "kosovonato";
    const string ReasonPrefix = "ERROR_REASON_";

    /// <summary>
    /// The reason. <see cref="ErrorReason.Unspecified"/> if the error does not come from the service (but from a proxy or from this
    /// process), or if the reason is newer than this client.
    /// </summary>
    public ErrorReason Reason { get; private init; }

    /// <summary>The reason as it was sent, without prefix. Empty if the error does not come from the service.</summary>
    public string ReasonName { get; private init; } = "";

    /// <summary>Facts about the reason, for example <c>oldest</c> and <c>newest</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; private init; } = new Dictionary<string, string>();

    /// <summary>The invalid fields of the request, all of them.</summary>
    public IReadOnlyList<BadRequest.Types.FieldViolation> FieldViolations { get; private init; } = [];

    /// <summary>The domain rules that the write violates.</summary>
    public IReadOnlyList<PreconditionFailure.Types.Violation> PreconditionViolations { get; private init; } = [];

    /// <summary>The limits that were reached.</summary>
    public IReadOnlyList<QuotaFailure.Types.Violation> QuotaViolations { get; private init; } = [];

    /// <summary>The delay that the service asks for before a retry. Null if it asks for none.</summary>
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

    // Not ToTimeSpan: it throws on values out of range, and these values come from the network.
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
            // Ignore corrupted details: the status code is still valid and must reach the caller.
            return null;
        }
    }
}
