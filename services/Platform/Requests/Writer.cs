using System.Diagnostics;
using System.IO.Hashing;
using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Changes.V1;
using KosovoNato.Errors.V1;
using KosovoNato.Platform.Access;
using KosovoNato.Platform.Errors;
using KosovoNato.Platform.Store;
using KosovoNato.Platform.Telemetry;
using Microsoft.Extensions.Options;

namespace KosovoNato.Platform.Requests;

/// <summary>
/// The way of a write: check the request, decide on the newest state, commit. If the state changed meanwhile, decide again;
/// if the request was committed before, answer as then.
/// </summary>
public sealed class Writer(
    Schema schema, Replica replica, ChangeLog log, Committer committer, CommitTurn turn, IOptions<StoreOptions> options, TimeProvider time)
{
    const int MostReason = 500;
    const int MostSteps = 1_000;
    static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(50);

    public async Task<TResponse> WriteAsync<TRequest, TResource, TResponse>(
        TRequest request, ServerCallContext call, Write<TRequest, TResource> write, Func<TResource, Revision, TResponse> answer)
        where TRequest : class, IMessage<TRequest>, IWriteRequest
        where TResource : class, IMessage<TResource>, IResource, new()
    {
        var violations = new Violations();
        CheckCommon(request, violations);
        write.Check(request, violations);
        violations.ThrowIfAny();
        var (records, revision) = await RunAsync(request, draft => write.Decide(request, draft), call);
        return answer(records[0].As<TResource>(), revision);
    }

    public async Task<TResponse> BatchAsync<TRequest, TResponse>(
        TRequest request, ServerCallContext call, IReadOnlyList<Step> steps, Func<IReadOnlyList<Record>, Revision, TResponse> answer)
        where TRequest : class, IMessage<TRequest>, IWriteRequest
    {
        var violations = new Violations();
        CheckCommon(request, violations);
        violations.Require(steps.Count is > 0 and <= MostSteps, "writes", $"has {steps.Count} writes; give 1 to {MostSteps}");
        for (var i = 0; i < Math.Min(steps.Count, MostSteps); i++)
        {
            var at = violations.At($"writes[{i}]");
            var inner = steps[i].Request;
            at.Require(inner.RequestId.Length == 0, "request_id", "must be empty inside a batch: the batch has one");
            at.Require(inner.Reason.Length == 0, "reason", "must be empty inside a batch: the batch has one");
            at.Require(!inner.ValidateOnly, "validate_only", "must be false inside a batch: the batch has one");
            steps[i].Check(at);
        }

        violations.ThrowIfAny();
        var (records, revision) = await RunAsync(request, draft => DecideAll(steps, draft), call);
        return answer(records, revision);
    }

    static void DecideAll(IReadOnlyList<Step> steps, Draft draft)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            try
            {
                steps[i].Decide(draft);
            }
            catch (Refusal refusal)
            {
                throw refusal.With("write", i.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }

    static void CheckCommon(IWriteRequest request, Violations violations)
    {
        violations.Require(Guid.TryParseExact(request.RequestId, "D", out _), "request_id",
            "is not a UUID such as 0b7f2c1e-5d64-4a0e-9a53-3f1d1f6f8c11; make a new one for each write and repeat it on a retry");
        violations.Require(request.Reason.Length <= MostReason, "reason", $"is longer than {MostReason} characters");
    }

    async Task<(IReadOnlyList<Record> Records, Revision Revision)> RunAsync<TRequest>(TRequest request, Action<Draft> decide, ServerCallContext call)
        where TRequest : class, IMessage<TRequest>, IWriteRequest
    {
        using var place = await turn.WaitAsync(call.CancellationToken);
        if (await TryAsync(request, decide, call) is { } atOnce)
        {
            return atOnce;
        }

        using var again = await turn.WaitAgainAsync(call.CancellationToken);
        while (true)
        {
            if (await TryAsync(request, decide, call) is { } done)
            {
                return done;
            }
        }
    }

    /// <summary>Decides on the newest state and commits that. None if somebody was faster: then their state is there to decide on.</summary>
    async Task<(IReadOnlyList<Record>, Revision)?> TryAsync<TRequest>(TRequest request, Action<Draft> decide, ServerCallContext call)
        where TRequest : class, IMessage<TRequest>, IWriteRequest
    {
        var cancel = call.CancellationToken;
        var id = Guid.ParseExact(request.RequestId, "D").ToString("N");
        var fingerprint = Fingerprint(request);
        var state = replica.Current;
        var draft = new Draft(state, time.GetUtcNow(), call.Actor(), request.Reason);
        try
        {
            decide(draft);
            turn.Derivation?.Run(draft);
        }
        catch (Refusal)
        {
            // What is refused now may have been done by this very request, a moment ago.
            if (await FindEarlierAsync(id, fingerprint, cancel) is { } earlier)
            {
                return earlier;
            }

            throw;
        }

        if (request.ValidateOnly)
        {
            return ([.. draft.Changes.Select(change => Record.Of(schema, change.Name, state.Revision, change.Wrap()))], Reader.RevisionOf(state));
        }

        switch (await committer.CommitAsync(DraftCommits.Of(draft, HeadOf(draft, request), id, fingerprint, turn.IsStrict, cancel), cancel))
        {
            case CommitOutcome.Committed { Entry: var entry }:
                return Answer(entry, state.StoreId);
            case CommitOutcome.Repeated:
                return await FindEarlierAsync(id, fingerprint, cancel) ?? throw Refusal.StoreUnavailable();
            case CommitOutcome.IdReused:
                throw IdReused(request.RequestId);
            case CommitOutcome.Conflict conflict:
                replica.LookNow();
                await replica.WaitForAsync(Math.Max(conflict.Revision, state.Revision), cancel);
                return null;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>
    /// What this request did earlier, if it did. Of a store that is just coming back one connection may stand while the other does
    /// not yet, so that this is tried again as a commit is.
    /// </summary>
    async Task<(IReadOnlyList<Record>, Revision)?> FindEarlierAsync(string id, string fingerprint, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await LookForEarlierAsync(id, fingerprint, cancel);
            }
            catch (Refusal e) when (e.Reason == ErrorReason.StoreUnavailable && time.GetElapsedTime(started) < options.Value.Patience)
            {
                await Task.Delay(LookAgainAfter, time, cancel);
            }
        }
    }

    async Task<(IReadOnlyList<Record>, Revision)?> LookForEarlierAsync(string id, string fingerprint, CancellationToken cancel)
    {
        if (await log.FindRequestAsync(id, cancel) is not { } earlier)
        {
            return null;
        }

        if (earlier.Fingerprint != fingerprint)
        {
            throw IdReused(id);
        }

        var entry = replica.FindInTail(earlier.Revision) ?? await log.FindAsync(earlier.Revision, cancel);
        replica.LookNow();
        var state = await replica.WaitForAsync(earlier.Revision, cancel);
        return entry is null ? throw Changes.WatchRefusals.Compacted(earlier.Revision, state.Revision) : Answer(entry, state.StoreId);
    }

    (IReadOnlyList<Record>, Revision) Answer(LogEntry entry, string storeId) =>
        ([.. entry.Changes.Select(change => change.After)],
            new Revision { Number = entry.Revision, Token = Changes.RevisionToken.Encode(schema.Service, storeId, entry.Revision) });

    static ChangeEnvelope HeadOf(Draft draft, IWriteRequest request)
    {
        var head = new ChangeEnvelope { Actor = draft.Actor, Reason = request.Reason, RequestId = request.RequestId };
        ChangeTrace.Write(ChangeTrace.Current, head);
        return head;
    }

    static string Fingerprint<TRequest>(TRequest request) where TRequest : IMessage<TRequest> =>
        $"{request.Descriptor.Name}.{Convert.ToHexStringLower(XxHash128.Hash(request.ToByteArray()))}";

    static Refusal IdReused(string id) =>
        new(StatusCode.InvalidArgument, ErrorReason.RequestIdReused,
            $"request_id {id} was used for another content. Make a new UUID for a new request.", ("request_id", id));
}
