namespace KosovoNato.Rules;

/// <summary>The state that everything is about unless something else is said.</summary>
public static class Subjects
{
    public const string Default = "XK";

    public static string Or(string subject) => subject.Length > 0 ? Codes.Canonical(subject) : Default;
}
