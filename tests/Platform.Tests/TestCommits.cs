using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Storage;

namespace KosovoNato.Platform.Tests;

/// <summary>Commits, as a service makes them, of the simplest resource.</summary>
static class TestCommits
{
    internal static Commit Of(IReadOnlyList<(string Name, string Title, long Expected)> sources, Guid requestId, string fingerprint)
    {
        var change = new ChangeEnvelope { Actor = "tester", RequestId = requestId.ToString() };
        foreach (var (name, title, expected) in sources)
        {
            var resource = new RecognitionsResource { Source = new Source { Name = name, Title = title } };
            change.Changes.Add(new ResourceChange
            {
                Name = name,
                Kind = expected == 0 ? ChangeKind.Added : ChangeKind.Modified,
                Resource = resource.ToByteString(),
                Previous = expected == 0
                    ? ByteString.Empty
                    : new RecognitionsResource { Source = new Source { Name = name, Title = "before " + title } }.ToByteString(),
                PreviousRevision = expected,
            });
        }

        return new Commit(
            requestId.ToString("N"), fingerprint, [.. sources.Select(s => new KeyValuePair<string, long>(s.Name, s.Expected))],
            [.. sources.Select(s => s.Name)], change.ToByteArray());
    }
}
