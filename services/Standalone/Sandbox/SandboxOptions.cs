using System.Globalization;

namespace KosovoNato.Standalone.Sandbox;

/// <summary>The options for authors of dashboards, and for public instances.</summary>
/// <param name="DemoInterval">The time between two made-up changes; null without a demo.</param>
/// <param name="IsReadOnly">Whether writes of callers are rejected.</param>
sealed record SandboxOptions(TimeSpan? DemoInterval = null, bool IsReadOnly = false)
{
    /// <summary>Whether the program itself writes, with keys of its own.</summary>
    public bool NeedsOwnKeys => DemoInterval is not null || IsReadOnly;

    /// <summary>The actors who alone may write; none if all callers with a key may.</summary>
    public IReadOnlyList<string> Writers => IsReadOnly ? [OwnKeys.Loader, OwnKeys.Demo] : [];

    /// <summary>Returns the lines that a person reads after the start; nothing for an ordinary one.</summary>
    public override string ToString() =>
        (DemoInterval is { } interval
            ? string.Create(CultureInfo.InvariantCulture, $"Demo: a made-up change every {interval.TotalSeconds:0.#} s, retracted again.\n")
            : "")
        + (IsReadOnly ? "Read-only: writes are rejected, with any key.\n" : "");
}
