namespace KosovoNato.Rules;

/// <summary>The state that facts and requests are about if they name no other.</summary>
public static class DefaultSubject
{
    public const string Default = "XK";

    public static string OrDefault(string subject) => subject.Length > 0 ? StateCodes.Canonical(subject) : Default;
}
