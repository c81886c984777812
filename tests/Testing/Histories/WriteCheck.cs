namespace KosovoNato.Testing.Histories;

/// <summary>Compares the responses to writers with the log.</summary>
internal static class WriteCheck
{
    public static void Run(IReadOnlyList<LoggedRevision> log, IReadOnlyCollection<RecordedWrite> writes, List<Violation> violations)
    {
        var byRequest = log.ToLookup(revision => revision.RequestId);
        foreach (var group in byRequest.Where(group => group.Count() > 1))
        {
            violations.Add(new(ViolationKind.WriteAppliedTwice, group.Key, "had an effect at revisions "
                + $"{string.Join(", ", group.Select(r => r.Number))}"));
        }

        foreach (var write in writes)
        {
            CheckAnswers(write, [.. byRequest[write.RequestId]], violations);
        }

        CheckOrder(writes, violations);
    }

    static void CheckAnswers(RecordedWrite write, IReadOnlyList<LoggedRevision> effects, List<Violation> violations)
    {
        var where = $"{write.Name}, request {write.RequestId}";
        foreach (var answer in write.Answers)
        {
            if (answer.Revision != write.Answers[0].Revision || answer.Etag != write.Answers[0].Etag)
            {
                violations.Add(new(ViolationKind.WriteAppliedTwice, where,
                    $"was answered with revision {write.Answers[0].Revision} and then with {answer.Revision}"));
            }

            if (!effects.Any(effect => effect.Number == answer.Revision
                && effect.Changes.Any(version => version.Name == write.Name && version.Etag == answer.Etag)))
            {
                violations.Add(new(ViolationKind.AcknowledgedWriteLost, where,
                    $"was acknowledged at revision {answer.Revision} with etag {answer.Etag}, and is not there"));
            }
        }

        if (write.Refused && effects.Count > 0)
        {
            violations.Add(new(ViolationKind.RejectedWriteApplied, where, $"was refused, and is at revision {effects[0].Number}"));
        }
    }

    /// <summary>
    /// Checks that a write that started after the response to another write has a later revision: a sweep over starts and responses in the
    /// order of time.
    /// </summary>
    static void CheckOrder(IReadOnlyCollection<RecordedWrite> writes, List<Violation> violations)
    {
        var answered = writes.Where(write => write.Answers.Count > 0).ToList();
        var byAnswer = answered.OrderBy(write => write.Answers[0].At).ToList();
        long newest = 0;
        var next = 0;
        foreach (var write in answered.OrderBy(write => write.InvokedAt))
        {
            for (; next < byAnswer.Count && byAnswer[next].Answers[0].At < write.InvokedAt; next++)
            {
                newest = Math.Max(newest, byAnswer[next].Answers[0].Revision);
            }

            if (write.Answers[0].Revision <= newest)
            {
                violations.Add(new(ViolationKind.WriteOutOfOrder, write.Name,
                    $"revision {write.Answers[0].Revision} was asked for after {newest} had been answered"));
            }
        }
    }
}
