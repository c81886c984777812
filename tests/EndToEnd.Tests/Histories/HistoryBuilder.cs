using KosovoNato.Testing.Histories;

namespace KosovoNato.EndToEnd.Tests.Histories;

/// <summary>The shortest histories that can show a violation.</summary>
static class HistoryBuilder
{
    public static readonly WatchFilter OnlyRed = new("red", version => version.Content == "red");

    public static ObservedVersion Version(string name, string etag, string content = "red") => new(name, etag, content);

    public static LoggedRevision Logged(long number, params ObservedVersion[] changes) => new(number, $"request-{number}", changes);

    /// <summary>Changes: a red, b blue, a blue, then a and b red in one revision.</summary>
    public static IReadOnlyList<LoggedRevision> Log { get; } =
    [
        Logged(1, Version("a", "a1")),
        Logged(2, Version("b", "b1", "blue")),
        Logged(3, Version("a", "a2", "blue")),
        Logged(4, Version("a", "a3"), Version("b", "b2")),
    ];

    public static RecordedWrite Wrote(string request, string name, long invokedAt, params WriteAck[] answers) =>
        new(request, name, invokedAt) { Answers = answers };

    public static ObservedRevision Saw(long number, params ObservedChange[] changes) => new(number, changes);

    public static ObservedChange Added(string name, string etag, string content = "red") =>
        new(ObservedKind.Added, Version(name, etag, content));

    public static ObservedChange Modified(string name, string etag, string content = "red") =>
        new(ObservedKind.Modified, Version(name, etag, content));

    public static ObservedChange Removed(string name, string etag, string content = "red") =>
        new(ObservedKind.Removed, Version(name, etag, content));

    public static readonly ObservedRevision One = Saw(1, Added("a", "a1"));
    public static readonly ObservedRevision Two = Saw(2, Added("b", "b1", "blue"));
    public static readonly ObservedRevision Three = Saw(3, Modified("a", "a2", "blue"));
    public static readonly ObservedRevision Four = Saw(4, Modified("a", "a3"), Modified("b", "b2"));

    public static WatchStep FromStart => new WatchStep.OpenedAtRevision(WatchFilter.Everything, 0);

    /// <summary>A message with revisions; its token is the number of the last revision.</summary>
    public static WatchStep Message(params ObservedRevision[] revisions) =>
        new WatchStep.Received { Revisions = revisions, Token = $"after {revisions[^1].Number}" };

    public static WatchStep Progress(long revision) => new WatchStep.Received { Progress = revision, Token = $"after {revision}" };

    public static WatchStep Snapshot(long revision, long count, params ObservedChange[] parts) =>
        new WatchStep.Received { Snapshot = parts, SnapshotEnd = new(revision, count), Token = $"after {revision}" };

    public static IReadOnlyList<ViolationKind> Broken(IReadOnlyList<LoggedRevision> log, params RecordedWrite[] writes) =>
        [.. HistoryChecker.Check(log, writes, []).Select(violation => violation.Kind).Distinct()];

    /// <summary>The violations in a watcher's history, checked against <see cref="Log"/>.</summary>
    public static IReadOnlyList<ViolationKind> Broken(long mustReach, params WatchStep[] steps) =>
        [.. HistoryChecker.Check(Log, [], [new("watcher") { Steps = steps, MustReach = mustReach }]).Select(violation => violation.Kind)
            .Distinct()];
}
