using Google.Protobuf;
using KosovoNato.Changes.V1;

namespace KosovoNato.Cli.Watching;

/// <summary>A change that is ready to be printed; without a name, only a position.</summary>
sealed record WatchedChange(string Service, string Name, ChangeKind Kind, long Revision)
{
    public IMessage? Message { get; init; }

    public string Text { get; init; } = "";

    public string RecordedAt { get; init; } = "";

    public string Actor { get; init; } = "";

    public string Reason { get; init; } = "";

    /// <summary>The position after this change, where one can resume; empty inside a message.</summary>
    public string ResumeToken { get; init; } = "";
}
