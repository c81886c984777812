using System.Globalization;
using System.Text;

namespace KosovoNato.Kernel;

/// <summary>Names of those who act, as they go into the record for ever.</summary>
static class ActorName
{
    public const string Anonymous = "anonymous";

    /// <summary>The service itself, where it records what follows from other facts.</summary>
    public const string System = "system";

    const int MaxCount = 256;

    /// <summary>
    /// Says whether a caller may have the name: one of the service's own would put words into its mouth, and one with something in
    /// it that nobody sees would be read as somebody else's.
    /// </summary>
    public static bool IsAllowed(string name) =>
        name.Length is > 0 and <= MaxCount && name[0] != ' ' && name[^1] != ' ' && name.EnumerateRunes().All(IsSeen)
        && !EqualsIgnoreCase(name, Anonymous) && !EqualsIgnoreCase(name, System);

    /// <summary>Names that differ in capitals only are taken for the same by whoever reads the record.</summary>
    public static bool EqualsIgnoreCase(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    static bool IsSeen(Rune letter) => letter.Value == ' ' || (letter != Rune.ReplacementChar && Rune.GetUnicodeCategory(letter) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned));
}
