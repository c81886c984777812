using Grpc.Core;
using KosovoNato.Errors.V1;
using KosovoNato.Platform.Errors;

namespace KosovoNato.Platform.Requests;

/// <summary>What a request may not be, whatever it asks.</summary>
static class RequestLimits
{
    /// <summary>The largest request that is read.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>The largest that is received at all: up to here the refusal says why, beyond it the library hangs up.</summary>
    public const int MostReceived = 4 * MostBytes;

    public static Refusal TooLarge(int bytes) =>
        Refusal.LimitExceeded("request bytes", $"The request has {bytes} bytes, at most {MostBytes} are read. Split it: a BatchWrite can be several.");

    public static Refusal NotAMessage() =>
        new(StatusCode.InvalidArgument, ErrorReason.InvalidRequest,
            "The request is not a protobuf message of the type that this call takes. Generate the client from the contract.");
}
