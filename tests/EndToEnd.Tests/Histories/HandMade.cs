using KosovoNato.Testing.Histories;

namespace KosovoNato.EndToEnd.Tests.Histories;

/// <summary>Histories as short as a promise allows.</summary>
static class HandMade
{
    public static readonly WatchFilter OnlyRed = new("red", version => version.Content == "red");

    public static ResourceVersion Version(string name, string etag, string content = "red") => new(name, etag, content);

    public static LoggedRevision Logged(long number, params ResourceVersion[] changes) => new(number, $"request-{number}", changes);

    /// <summary>a red, b blue, a blue, then a and b red in one revision.</summary>
    public static IReadOnlyList<LoggedRevision> Log { get; } =
    [
        Logged(1, Version("a", "a1")),
        Logged(2, Version("b", "b1", "blue")),
        Logged(3, Version("a", "a2", "blue")),
        Logged(4, Version("a", "a3"), Version("b", "b2")),
    ];

    public static RecordedWrite Wrote(string request, string name, long invokedAt, params WriteAnswer[] answers) =>
        new(request, name, invokedAt) { Answers = answers };

    public static SeenRevision Saw(long number, params SeenChange[] changes) => new(number, changes);

    public static SeenChange Added(string name, string etag, string content = "red") => new(SeenKind.Added, Version(name, etag, content));

    public static SeenChange Modified(string name, string etag, string content = "red") => new(SeenKind.Modified, Version(name, etag, content));

    public static SeenChange Removed(string name, string etag, string content = "red") => new(SeenKind.Removed, Version(name, etag, content));

    public static readonly SeenRevision One = Saw(1, Added("a", "a1"));
    public static readonly SeenRevision Two = Saw(2, Added("b", "b1", "blue"));
    public static readonly SeenRevision Three = Saw(3, Modified("a", "a2", "blue"));
    public static readonly SeenRevision Four = Saw(4, Modified("a", "a3"), Modified("b", "b2"));

    public static WatchStep FromStart => new WatchStep.FromRevision(WatchFilter.Everything, 0);

    /// <summary>A message with revisions; its token is the number of the last one.</summary>
    public static WatchStep Message(params SeenRevision[] revisions) =>
        new WatchStep.Message { Revisions = revisions, Token = $"after {revisions[^1].Number}" };

    public static WatchStep Progress(long revision) => new WatchStep.Message { Progress = revision, Token = $"after {revision}" };

    public static WatchStep Snapshot(long revision, long count, params SeenChange[] parts) =>
        new WatchStep.Message { Snapshot = parts, SnapshotEnd = new(revision, count), Token = $"after {revision}" };

    public static IReadOnlyList<ViolationKind> Broken(IReadOnlyList<LoggedRevision> log, params RecordedWrite[] writes) =>
        [.. HistoryChecker.Check(log, writes, []).Select(violation => violation.Kind).Distinct()];

    /// <summary>What a watcher's history breaks, against <see cref="Log"/>.</summary>
    public static IReadOnlyList<ViolationKind> Broken(long mustReach, params WatchStep[] steps) =>
        [.. HistoryChecker.Check(Log, [], [new("watcher") { Steps = steps, MustReach = mustReach }]).Select(violation => violation.Kind).Distinct()];
}
