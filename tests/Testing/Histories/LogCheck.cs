namespace KosovoNato.Testing.Histories;

/// <summary>Checks the log on its own.</summary>
internal static class LogCheck
{
    public static void Run(IReadOnlyList<LoggedRevision> log, List<Violation> violations)
    {
        var etags = new Dictionary<(string Name, string Etag), long>();
        long expected = 1;
        foreach (var revision in log)
        {
            if (revision.Number != expected)
            {
                violations.Add(new(ViolationKind.RevisionsNotGapless, "log", $"{revision.Number} stands where {expected} belongs"));
            }

            expected = revision.Number + 1;
            foreach (var version in revision.Changes)
            {
                if (!etags.TryAdd((version.Name, version.Etag), revision.Number))
                {
                    violations.Add(new(ViolationKind.EtagReused, "log",
                        $"{version.Name} has etag {version.Etag} at revisions {etags[(version.Name, version.Etag)]} and "
                        + $"{revision.Number}"));
                }
            }
        }
    }
}
