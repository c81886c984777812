namespace KosovoNato.Rules;

/// <summary>The state that everything is about unless something else is said.</summary>
public static class DefaultSubject
{
    public const string Default = "XK";

    public static string OrDefault(string subject) => subject.Length > 0 ? StateCodes.Canonical(subject) : Default;
}
