using Xunit;

namespace KosovoNato.Testing.Histories;

/// <summary>
/// Compares the records of writers and watchers, made while servers were killed, with the final log. It does not know how the service
/// works, only what the contract promises.
/// </summary>
public static class HistoryChecker
{
    public static IReadOnlyList<Violation> Check(
        IReadOnlyList<LoggedRevision> log, IReadOnlyCollection<RecordedWrite> writes, IReadOnlyCollection<RecordedWatch> watches)
    {
        var violations = new List<Violation>();
        LogCheck.Run(log, violations);
        WriteCheck.Run(log, writes, violations);
        var truth = new ReferenceHistory(log);
        foreach (var watch in watches)
        {
            new WatchCheck(truth, watch, violations).Run();
        }

        return violations;
    }

    /// <summary>Fails with the first violations of each kind.</summary>
    public static void AssertKept(
        IReadOnlyList<LoggedRevision> log, IReadOnlyCollection<RecordedWrite> writes, IReadOnlyCollection<RecordedWatch> watches)
    {
        var violations = Check(log, writes, watches);
        if (violations.Count > 0)
        {
            var shown = violations.GroupBy(violation => violation.Kind).SelectMany(kind => kind.Take(5));
            Assert.Fail($"{violations.Count} broken promise(s) in {log.Count} revisions:\n{string.Join('\n', shown)}");
        }
    }
}
