using Grpc.Core;
using KosovoNato.Client;
using KosovoNato.Client.Watching;
using KosovoNato.Errors.V1;

namespace KosovoNato.Dashboard.Streaming;

/// <summary>
/// Says to the reader of a page why nothing comes. In sentences of its own: what a connection said of its failure names machines
/// that are nobody's business.
/// </summary>
static class ConnectionDetail
{
    public static string NotConnectedYet(string service) => $"The {service} service has not answered yet.";

    public static string Of(string service, WatchInterruption interruption) =>
        interruption.IsIdleTimeout ? $"The {service} service fell silent." : Of(service, interruption.Cause as RpcException);

    public static string ForFailure(string service, Exception failure) => failure is RpcException refused
        ? Of(service, refused)
        : $"The {service} service broke the order of its changes. All of it is fetched again.";

    static string Of(string service, RpcException? failure) => failure?.StatusCode switch
    {
        null => $"The stream of the {service} service ended.",
        StatusCode.Unauthenticated or StatusCode.PermissionDenied =>
            $"The {service} service does not let the dashboard in. Its operator has to renew the dashboard's credential.",
        _ => failure.GetErrorDetails().Reason switch
        {
            ErrorReason.StreamRecycled or ErrorReason.ServerDraining => $"The {service} service is restarting.",
            ErrorReason.SlowConsumer => "This page reads more slowly than changes come.",
            ErrorReason.LimitExceeded => $"The {service} service has as many watchers as it takes.",
            ErrorReason.StoreUnavailable => $"The {service} service cannot reach its store.",
            ErrorReason.Unspecified => $"The {service} service cannot be reached.",
            var reason => $"The {service} service refused: {reason}.",
        },
    };
}
