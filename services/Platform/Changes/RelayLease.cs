using System.Globalization;
using KosovoNato.Platform.Bus;
using KosovoNato.Platform.Errors;
using KosovoNato.Platform.Store;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace KosovoNato.Platform.Changes;

/// <summary>
/// The right to publish a service's changes, and how far they were published; both are in the service's hash. Who lost the
/// right cannot move the position any more, whatever it believes (see Lease.lua).
/// </summary>
public sealed class RelayLease(StoreConnection store, IOptions<BusOptions> options, TimeProvider time)
{
    static readonly string Script = LoadScript();

    readonly TimeSpan duration = options.Value.Lease;

    /// <summary>The right, as this instance got it.</summary>
    internal sealed record Held(long Epoch, RelayPosition Position, long AskedAt);

    /// <summary>Takes the right; none if another instance has it.</summary>
    internal Task<Held?> TakeAsync(CancellationToken cancel) => AskAsync(0, null, duration, cancel);

    /// <summary>Keeps the right for some longer; none if it is lost.</summary>
    internal Task<Held?> RenewAsync(Held held, CancellationToken cancel) => AskAsync(held.Epoch, null, duration, cancel);

    /// <summary>Notes what was published, and keeps the right; none if it is lost, and then nothing was noted.</summary>
    internal Task<Held?> SaveAsync(Held held, RelayPosition position, CancellationToken cancel) => AskAsync(held.Epoch, position, duration, cancel);

    /// <summary>Lets another instance have the right at once.</summary>
    internal Task GiveUpAsync(Held held, CancellationToken cancel) => AskAsync(held.Epoch, null, TimeSpan.Zero, cancel);

    /// <summary>How long the right is certain to last: counted from before the store was asked.</summary>
    internal TimeSpan LeftOf(Held held) => duration - time.GetElapsedTime(held.AskedAt);

    /// <summary>Up to where the changes were published.</summary>
    internal async Task<RelayPosition> PositionAsync(CancellationToken cancel)
    {
        try
        {
            var connections = await store.OpenAsync(cancel);
            var value = (string?)await connections.Reads.GetDatabase().HashGetAsync(store.Key, "relay.position").WaitAsync(cancel);
            return RelayPosition.Parse(value ?? "");
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            throw Refusal.StoreUnavailable();
        }
    }

    async Task<Held?> AskAsync(long epoch, RelayPosition? position, TimeSpan span, CancellationToken cancel)
    {
        try
        {
            var connections = await store.OpenAsync(cancel);
            var askedAt = time.GetTimestamp();
            RedisValue[] arguments =
            [
                store.Instance,
                epoch.ToString(CultureInfo.InvariantCulture),
                ((long)span.TotalMicroseconds).ToString(CultureInfo.InvariantCulture),
                position?.ToString() ?? "",
            ];
            var answer = (RedisResult[])(await connections.Writes.GetDatabase().ScriptEvaluateAsync(Script, [store.Key], arguments).WaitAsync(cancel))!;
            return (int)answer[0] == 1 ? new Held((long)answer[1], RelayPosition.Parse((string)answer[2]!), askedAt) : null;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            throw Refusal.StoreUnavailable();
        }
    }

    static string LoadScript()
    {
        using var stream = typeof(RelayLease).Assembly.GetManifestResourceStream("KosovoNato.Platform.Changes.Lease.lua")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
