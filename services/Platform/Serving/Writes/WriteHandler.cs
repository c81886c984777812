using System.Diagnostics;
using System.IO.Hashing;
using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Changes.V1;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Kernel.Telemetry;
using KosovoNato.Serving.Access;
using KosovoNato.Serving.Reads;
using KosovoNato.Storage;
using KosovoNato.Storage.Writes;
using Microsoft.Extensions.Options;

namespace KosovoNato.Serving.Writes;

/// <summary>
/// The way of a write: check the request, decide on the newest state, commit. If the state changed meanwhile, decide again;
/// if the request was committed before, answer as then.
/// </summary>
public sealed class WriteHandler(
    Schema schema, Replica replica, ChangeLog log, CommitLoop commits, CommitLock turn, IOptions<StoreOptions> options,
    TimeProvider timeProvider)
{
    const int MaxReasonLength = 500;
    const int MaxBatchWrites = 1_000;
    static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);

    /// <summary>Writes; returns what changed, the resource of the write first.</summary>
    internal async Task<(IReadOnlyList<ResourceVersion> Records, Revision Revision)> WriteAsync(BoundWrite write, ServerCallContext context)
    {
        var violations = new FieldViolations();
        CheckCommon(write.Request, violations);
        write.Check(violations);
        violations.ThrowIfAny();
        return await RunAsync(write.Request, write.Decide, context);
    }

    /// <summary>Writes several steps as one; returns what changed, each resource once.</summary>
    /// <param name="steps">The writes in their order; none for a step that has none.</param>
    internal async Task<(IReadOnlyList<ResourceVersion> Records, Revision Revision)> BatchAsync(
        IWriteRequest request, IReadOnlyList<BoundWrite?> steps, ServerCallContext context)
    {
        var violations = new FieldViolations();
        CheckCommon(request, violations);
        violations.Require(steps.Count is > 0 and <= MaxBatchWrites, "writes", $"has {steps.Count} writes; give 1 to {MaxBatchWrites}");
        for (var i = 0; i < Math.Min(steps.Count, MaxBatchWrites); i++)
        {
            CheckStep(steps[i], violations.At($"writes[{i}]"));
        }

        violations.ThrowIfAny();
        return await RunAsync(request, draft => DecideAll(steps, draft), context);
    }

    static void CheckStep(BoundWrite? step, FieldViolations violations)
    {
        if (step is null)
        {
            violations.Add("write", "is required: set one of the writes of the contract");
            return;
        }

        violations.Require(step.Request.RequestId.Length == 0, "request_id", "must be empty inside a batch: the batch has one");
        violations.Require(step.Request.Reason.Length == 0, "reason", "must be empty inside a batch: the batch has one");
        violations.Require(!step.Request.ValidateOnly, "validate_only", "must be false inside a batch: the batch has one");
        step.Check(violations);
    }

    static void DecideAll(IReadOnlyList<BoundWrite?> steps, Transaction draft)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            try
            {
                steps[i]!.Decide(draft);
            }
            catch (ApiException refusal)
            {
                throw refusal.With("write", i.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }

    static void CheckCommon(IWriteRequest request, FieldViolations violations)
    {
        violations.Require(Guid.TryParseExact(request.RequestId, "D", out _), "request_id",
            "is not a UUID such as 0b7f2c1e-5d64-4a0e-9a53-3f1d1f6f8c11; make a new one for each write and repeat it on a retry");
        violations.Require(request.Reason.Length <= MaxReasonLength, "reason", $"is longer than {MaxReasonLength} characters");
    }

    async Task<(IReadOnlyList<ResourceVersion> Records, Revision Revision)> RunAsync(
        IWriteRequest request, Action<Transaction> decide, ServerCallContext context)
    {
        var cancellationToken = context.CancellationToken;
        var id = Guid.ParseExact(request.RequestId, "D").ToString("N");
        var fingerprint = Fingerprint(request);
        var snapshot = replica.Current;
        var isRejected = false;
        Transaction? preview = null;
        CommitOutcome? outcome;
        try
        {
            outcome = await commits.RunAsync(Prepare, cancellationToken);
        }
        catch (ApiException) when (isRejected)
        {
            // What is rejected now may have been done by this very request, a moment ago.
            if (await FindPreviousOutcomeAsync(id, fingerprint, cancellationToken) is { } earlier)
            {
                return earlier;
            }

            throw;
        }

        return outcome switch
        {
            null => ([.. preview!.WriteSet.Select(
                change => ResourceVersion.Of(schema, change.Name, snapshot.Revision, change.Wrap()))], ReadHandler.RevisionOf(snapshot)),
            CommitOutcome.Committed { Entry: var entry } => Answer(entry, snapshot.StoreId),
            CommitOutcome.AlreadyCommitted => await FindPreviousOutcomeAsync(id, fingerprint, cancellationToken)
                ?? throw ApiException.StoreUnavailable(),
            CommitOutcome.RequestIdReused => throw IdReused(request.RequestId),
            _ => throw new UnreachableException(),
        };

        Commit? Prepare(Snapshot newest)
        {
            snapshot = newest;
            var draft = new Transaction(newest, timeProvider.GetUtcNow(), context.Actor(), request.Reason);
            try
            {
                decide(draft);
                turn.Derivation?.Run(draft);
            }
            catch (ApiException)
            {
                isRejected = true;
                throw;
            }

            if (request.ValidateOnly)
            {
                preview = draft;
                return null;
            }

            return CommitFactory.Of(draft, HeadOf(draft, request), id, fingerprint, turn.IsSerialized, cancellationToken);
        }
    }

    /// <summary>
    /// What this request did earlier, if it did. Of a store that is just coming back one connection may stand while the other does
    /// not yet, so that this is tried again as a commit is.
    /// </summary>
    async Task<(IReadOnlyList<ResourceVersion>, Revision)?> FindPreviousOutcomeAsync(
        string id, string fingerprint, CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        while (true)
        {
            try
            {
                return await LookForEarlierAsync(id, fingerprint, cancellationToken);
            }
            catch (ApiException e)
                when (e.Reason == ErrorReason.StoreUnavailable && timeProvider.GetElapsedTime(started) < options.Value.RetryTimeout)
            {
                await Task.Delay(RetryDelay, timeProvider, cancellationToken);
            }
        }
    }

    async Task<(IReadOnlyList<ResourceVersion>, Revision)?> LookForEarlierAsync(
        string id, string fingerprint, CancellationToken cancellationToken)
    {
        if (await log.FindRequestAsync(id, cancellationToken) is not { } earlier)
        {
            return null;
        }

        if (earlier.Fingerprint != fingerprint)
        {
            throw IdReused(id);
        }

        var entry = replica.FindInTail(earlier.Revision) ?? await log.FindAsync(earlier.Revision, cancellationToken);
        replica.RequestRefresh();
        var state = await replica.WaitForAsync(earlier.Revision, cancellationToken);
        return entry is null ? throw WatchErrors.Compacted(earlier.Revision, state.Revision) : Answer(entry, state.StoreId);
    }

    (IReadOnlyList<ResourceVersion>, Revision) Answer(RevisionEntry entry, string storeId) =>
        ([.. entry.Changes.Select(change => change.After)],
            new Revision { Number = entry.Revision, Token = RevisionToken.Encode(schema.Service, storeId, entry.Revision) });

    static ChangeEnvelope HeadOf(Transaction draft, IWriteRequest request)
    {
        var head = new ChangeEnvelope { Actor = draft.Actor, Reason = request.Reason, RequestId = request.RequestId };
        ChangeTraceContext.Stamp(ChangeTraceContext.Current, head);
        return head;
    }

    static string Fingerprint(IWriteRequest request) =>
        $"{request.Descriptor.Name}.{Convert.ToHexStringLower(XxHash128.Hash(request.ToByteArray()))}";

    static ApiException IdReused(string id) =>
        new(StatusCode.InvalidArgument, ErrorReason.RequestIdReused,
            $"request_id {id} was used for another content. Make a new UUID for a new request.", ("request_id", id));
}
