using Grpc.Core;
using KosovoNato.Errors.V1;
using KosovoNato.Platform.Errors;

namespace KosovoNato.Platform.Access;

/// <summary>Finds out who calls, and refuses a write without a key before anything else is looked at.</summary>
public sealed class Callers(WriteKeys keys)
{
    const string ActorItem = "kosovonato.actor";
    public const string Anonymous = "anonymous";

    internal void Admit<TRequest>(ServerCallContext call)
    {
        var name = NameOf(call.GetHttpContext().Request.Headers.Authorization);
        if (name is null && typeof(IWriteRequest).IsAssignableFrom(typeof(TRequest)))
        {
            throw new Refusal(StatusCode.Unauthenticated, ErrorReason.KeyRequired,
                "Writing needs a key: send it as \"authorization: Bearer KEY\". The operator has it.");
        }

        if (name is not null)
        {
            call.UserState[ActorItem] = name;
        }
    }

    internal static string ActorOf(ServerCallContext call) =>
        call.UserState.TryGetValue(ActorItem, out var actor) ? (string)actor : Anonymous;

    string? NameOf(string? authorization)
    {
        if (authorization is null)
        {
            return null;
        }

        const string scheme = "Bearer ";
        var name = authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? keys.NameOf(authorization[scheme.Length..].Trim()) : null;
        return name ?? throw new Refusal(StatusCode.Unauthenticated, ErrorReason.KeyRequired,
            "The key in \"authorization\" is not known here. Leave the header out to read, or send a known key to write.");
    }
}

static class CallerExtensions
{
    /// <summary>The name of the caller, for the record.</summary>
    public static string Actor(this ServerCallContext call) => Callers.ActorOf(call);
}
