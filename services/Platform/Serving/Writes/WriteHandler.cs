using System.Diagnostics;
using System.Globalization;
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
/// Handles writes: checks the request, decides on the current snapshot, and commits. If the snapshot has changed meanwhile, decides again.
/// If the request was committed before, returns the earlier response.
/// </summary>
public sealed class WriteHandler(
    Schema schema, Replica replica, ChangeLog log, CommitLoop commits, CommitLock turn, IOptions<StoreOptions> options,
    TimeProvider timeProvider)
{
    const int MaxReasonLength = 500;
    const int MaxBatchWrites = 1_000;
    static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs a write. Returns the changed resources, the resource of the write first.</summary>
    internal async Task<(IReadOnlyList<ResourceVersion> Records, Revision Revision)> WriteAsync(BoundWrite write, ServerCallContext context)
    {
        var violations = new FieldViolations();
        IfMatchHeader.Apply(write.Request, context, violations);
        CheckCommon(write.Request, violations);
        write.Check(violations);
        violations.ThrowIfAny();
        return await RunAsync(write.Request, write.Decide, context);
    }

    /// <summary>Runs several writes as one. Returns the changed resources, each once.</summary>
    /// <param name="steps">The writes in order; null for a step without a write.</param>
    internal async Task<(IReadOnlyList<ResourceVersion> Records, Revision Revision)> BatchAsync(
        IWriteRequest request, IReadOnlyList<BoundWrite?> steps, ServerCallContext context)
    {
        var violations = new FieldViolations();
        IfMatchHeader.Apply(request, context, violations);
        CheckCommon(request, violations);
        violations.Require(
            steps.Count is > 0 and <= MaxBatchWrites, "writes", $"must have 1 to {MaxBatchWrites} writes, not {steps.Count}");
        int? firstInvalid = null;
        for (var i = 0; i < Math.Min(steps.Count, MaxBatchWrites); i++)
        {
            var before = violations.Count;
            CheckStep(steps[i], violations.At($"writes[{i}]"));
            firstInvalid ??= violations.Count > before ? i : null;
        }

        if (violations.Any)
        {
            throw firstInvalid is { } step ? AtStep(violations.ToException(), step) : violations.ToException();
        }

        return await RunAsync(request, draft => DecideAll(steps, draft), context);
    }

    static void CheckStep(BoundWrite? step, FieldViolations violations)
    {
        if (step is null)
        {
            violations.Add("write", "is required: set one of the writes in the contract");
            return;
        }

        violations.Require(step.Request.RequestId.Length == 0, "request_id", "must be empty in a batch: set it for the whole batch");
        violations.Require(step.Request.Reason.Length == 0, "reason", "must be empty in a batch: set it for the whole batch");
        violations.Require(!step.Request.ValidateOnly, "validate_only", "must be false in a batch: set it for the whole batch");
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
                throw AtStep(refusal, i);
            }
        }
    }

    static ApiException AtStep(ApiException rejection, int step) => rejection.With("write", step.ToString(CultureInfo.InvariantCulture));

    static void CheckCommon(IWriteRequest request, FieldViolations violations)
    {
        violations.Require(Guid.TryParseExact(request.RequestId, "D", out _), "request_id",
            "must be a UUID, for example 0b7f2c1e-5d64-4a0e-9a53-3f1d1f6f8c11; use a new one for each write, and the same for a retry");
        violations.Require(request.Reason.Length <= MaxReasonLength, "reason", $"must have at most {MaxReasonLength} characters");
        TextChecks.Check(request, violations);
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
            // A retry can be rejected because its first attempt succeeded: return that outcome if there is one.
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
    /// Returns the outcome of an earlier attempt of this request, or null if there was none. While the store recovers, one connection can
    /// work before the other, so this is retried like a commit.
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
            new Revision
            {
                Number = entry.Revision,
                Token = RevisionToken.Encode(schema.Service, new(storeId, entry.Revision, entry.Fingerprint)),
            });

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
            $"request_id {id} was already used for a different request. Use a new UUID for each request.", ("request_id", id));
}
