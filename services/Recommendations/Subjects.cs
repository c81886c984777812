namespace KosovoNato.Recommendations;

/// <summary>The state that a fact is about unless it says another.</summary>
static class Subjects
{
    public const string Default = "XK";

    public static string Or(string subject) => subject.Length > 0 ? Codes.Canonical(subject) : Default;
}
