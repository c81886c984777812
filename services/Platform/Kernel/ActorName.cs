using System.Globalization;
using System.Text;

namespace KosovoNato.Kernel;

/// <summary>Rules for the names under which actors are recorded.</summary>
static class ActorName
{
    public const string Anonymous = "anonymous";

    /// <summary>The service itself, as the author of derived and mirrored data.</summary>
    public const string System = "system";

    const int MaxCount = 256;

    /// <summary>
    /// Whether a caller may be recorded under this name. Rejects the service's reserved names, and names with invisible characters, which
    /// could pass for another actor.
    /// </summary>
    public static bool IsAllowed(string name) =>
        name.Length is > 0 and <= MaxCount && name[0] != ' ' && name[^1] != ' ' && name.EnumerateRunes().All(IsSeen)
        && !EqualsIgnoreCase(name, Anonymous) && !EqualsIgnoreCase(name, System);

    /// <summary>Whether two names are equal or differ only in case. Readers would take such names for the same actor.</summary>
    public static bool EqualsIgnoreCase(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    static bool IsSeen(Rune letter) => letter.Value == ' ' || (letter != Rune.ReplacementChar && Rune.GetUnicodeCategory(letter) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned));
}
