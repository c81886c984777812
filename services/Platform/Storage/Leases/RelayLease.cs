using System.Globalization;
using KosovoNato.Kernel.Errors;
using StackExchange.Redis;

namespace KosovoNato.Storage.Leases;

/// <summary>
/// The right to publish a service's changes, and how far they were published; both are in the service's hash. Who lost the
/// right cannot move the position any more, whatever it believes (see RelayLease.lua).
/// </summary>
/// <param name="duration">How long it lasts unless it is renewed.</param>
public sealed class RelayLease(StoreConnection store, TimeSpan duration, TimeProvider timeProvider)
{
    static readonly string Script = LoadScript();

    /// <summary>The right, as this instance got it.</summary>
    internal sealed record LeaseGrant(long FencingToken, RelayPosition Position, long RequestedAt);

    /// <summary>Takes the right; none if another instance has it.</summary>
    internal Task<LeaseGrant?> AcquireAsync(CancellationToken cancellationToken) => AskAsync(0, null, duration, cancellationToken);

    /// <summary>Keeps the right for some longer; none if it is lost.</summary>
    internal Task<LeaseGrant?> RenewAsync(LeaseGrant held, CancellationToken cancellationToken) =>
        AskAsync(held.FencingToken, null, duration, cancellationToken);

    /// <summary>Notes what was published, and keeps the right; none if it is lost, and then nothing was noted.</summary>
    internal Task<LeaseGrant?> SaveAsync(LeaseGrant held, RelayPosition position, CancellationToken cancellationToken) =>
        AskAsync(held.FencingToken, position, duration, cancellationToken);

    /// <summary>Lets another instance have the right at once.</summary>
    internal Task ReleaseAsync(LeaseGrant held, CancellationToken cancellationToken) =>
        AskAsync(held.FencingToken, null, TimeSpan.Zero, cancellationToken);

    /// <summary>How long the right is certain to last: counted from before the store was asked.</summary>
    internal TimeSpan RemainingTime(LeaseGrant held) => duration - timeProvider.GetElapsedTime(held.RequestedAt);

    /// <summary>Up to where the changes were published.</summary>
    internal async Task<RelayPosition> PositionAsync(CancellationToken cancellationToken)
    {
        try
        {
            var connections = await store.OpenAsync(cancellationToken);
            var value = (string?)await connections.Reads.GetDatabase().HashGetAsync(store.Key, StoreLayout.RelayPositionField)
                .WaitAsync(cancellationToken);
            return RelayPosition.Parse(value ?? "");
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            throw ApiException.StoreUnavailable();
        }
    }

    async Task<LeaseGrant?> AskAsync(long epoch, RelayPosition? position, TimeSpan span, CancellationToken cancellationToken)
    {
        try
        {
            var connections = await store.OpenAsync(cancellationToken);
            var askedAt = timeProvider.GetTimestamp();
            RedisValue[] arguments =
            [
                store.Instance,
                epoch.ToString(CultureInfo.InvariantCulture),
                ((long)span.TotalMicroseconds).ToString(CultureInfo.InvariantCulture),
                position?.ToString() ?? "",
            ];
            var answer = (RedisResult[])(await connections.Writes.GetDatabase().ScriptEvaluateAsync(Script, [store.Key], arguments)
                .WaitAsync(cancellationToken))!;
            return (int)answer[0] == 1 ? new LeaseGrant((long)answer[1], RelayPosition.Parse((string)answer[2]!), askedAt) : null;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            throw ApiException.StoreUnavailable();
        }
    }

    static string LoadScript()
    {
        using var stream = typeof(RelayLease).Assembly.GetManifestResourceStream("KosovoNato.Storage.Leases.RelayLease.lua")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
