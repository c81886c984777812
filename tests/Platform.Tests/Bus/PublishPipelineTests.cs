using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using KosovoNato.Kernel;
using KosovoNato.Replication.Bus;
using KosovoNato.Testing;
using MassTransit;

namespace KosovoNato.Platform.Tests.Bus;

/// <summary>How many changes are in flight at a time, without a broker.</summary>
public sealed class PublishPipelineTests
{
    static readonly ChangeTopic Topic = KosovoNato.Recognitions.RecognitionsModule.Schema.Changes;

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changes_that_the_channel_takes_at_once_are_in_flight_together()
    {
        var exchange = Exchange.Create(takesAtOnce: true);
        await using var pipeline = new PublishPipeline((ISendEndpoint)exchange, TimeSpan.FromMinutes(1), Cancelled);

        var ticket = await pipeline.SendAsync(Changes());

        Assert.Equal([1, 2, 3], exchange.Sent);
        exchange.Confirm(3);
        await pipeline.WaitForConfirmationAsync(ticket);
    }

    /// <summary>Several changes that wait for a channel would reach it in any order.</summary>
    [Fact]
    public async Task A_change_that_waits_for_a_channel_is_awaited_before_the_next_is_sent()
    {
        var exchange = Exchange.Create(takesAtOnce: false);
        await using var pipeline = new PublishPipeline((ISendEndpoint)exchange, TimeSpan.FromMinutes(1), Cancelled);

        var sending = pipeline.SendAsync(Changes());

        Assert.Equal([1], exchange.Sent);
        for (var sent = 1; sent <= 3; sent++)
        {
            await Eventually.True(() => exchange.Sent.Count() == sent);
            exchange.Confirm(sent);
        }

        await pipeline.WaitForConfirmationAsync(await sending);
    }

    static OutgoingChange[] Changes() => [.. Enumerable.Range(1, 3).Select(revision => new OutgoingChange(
        Samples.Id(revision), Topic, DateTimeOffset.UnixEpoch, "recognitions", traceparent: "", body: []))];

    /// <summary>An exchange whose channel takes each change within the call, or later on another thread.</summary>
    [SuppressMessage("Performance", "CA1852", Justification = "DispatchProxy derives a class from it at run time.")]
    class Exchange : DispatchProxy
    {
        readonly ConcurrentQueue<(OutgoingChange Change, TaskCompletionSource Confirmed)> sends = new();
        bool takesAtOnce;

        public IEnumerable<long> Sent => sends.Select(send => send.Change.Id.Revision);

        public static Exchange Create(bool takesAtOnce)
        {
            var exchange = (Exchange)(object)Create<ISendEndpoint, Exchange>();
            exchange.takesAtOnce = takesAtOnce;
            return exchange;
        }

        /// <summary>Confirms the first changes, after their channel has taken them.</summary>
        public void Confirm(int count)
        {
            foreach (var (change, confirmed) in sends.Take(count))
            {
                if (!takesAtOnce)
                {
                    var channel = new Thread(change.MarkDispatched);
                    channel.Start();
                    channel.Join();
                }

                confirmed.TrySetResult();
            }
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name != nameof(ISendEndpoint.Send))
            {
                return Create<ConnectHandle, NoHandle>();
            }

            var change = (OutgoingChange)args![0]!;
            var confirmed = new TaskCompletionSource();
            sends.Enqueue((change, confirmed));
            if (takesAtOnce)
            {
                change.MarkDispatched();
            }

            return confirmed.Task;
        }
    }

    [SuppressMessage("Performance", "CA1852", Justification = "DispatchProxy derives a class from it at run time.")]
    class NoHandle : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => null;
    }
}
