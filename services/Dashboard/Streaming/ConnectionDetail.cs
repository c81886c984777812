using Grpc.Core;
using KosovoNato.Client;
using KosovoNato.Client.Watching;
using KosovoNato.Errors.V1;

namespace KosovoNato.Dashboard.Streaming;

/// <summary>
/// Explains to the reader of a page why no changes arrive. The sentences are fixed, because error texts of a connection name hosts that
/// must not be shown.
/// </summary>
static class ConnectionDetail
{
    public static string NotConnectedYet(string service) => $"The {service} service has not responded yet.";

    public static string Of(string service, WatchInterruption interruption) =>
        interruption.IsIdleTimeout ? $"The {service} service has stopped sending." : Of(service, interruption.Cause as RpcException);

    public static string ForFailure(string service, Exception failure) => failure is RpcException refused
        ? Of(service, refused)
        : $"The {service} service sent changes out of order. All its data is fetched again.";

    static string Of(string service, RpcException? failure) => failure?.StatusCode switch
    {
        null => $"The stream of the {service} service ended.",
        StatusCode.Unauthenticated or StatusCode.PermissionDenied =>
            $"The {service} service rejected the dashboard's credential. An operator has to renew it.",
        _ => failure.GetErrorDetails().Reason switch
        {
            ErrorReason.StreamRecycled or ErrorReason.ServerDraining => $"The {service} service is restarting.",
            ErrorReason.SlowConsumer => "This page reads more slowly than changes arrive.",
            ErrorReason.LimitExceeded => $"The {service} service has reached its limit of watchers.",
            ErrorReason.StoreUnavailable => $"The {service} service cannot reach its store.",
            ErrorReason.Unspecified => $"The {service} service is unavailable.",
            var reason => $"The {service} service rejected the connection: {reason}.",
        },
    };
}
