namespace KosovoNato.Cli.Input;

/// <summary>The names of the services in options.</summary>
static class ServiceNames
{
    public const string Recognitions = "recognitions";
    public const string Milestones = "milestones";
    public const string Recommendations = "recommendations";

    static readonly string[] All = [Recognitions, Milestones, Recommendations];

    public static Option<string[]> Option(string description)
    {
        var option = new Option<string[]>("--service")
        {
            HelpName = "name",
            Description = $"{description} One of {string.Join(", ", All)}.",
            DefaultValueFactory = _ => [],
        };
        option.AcceptOnlyFromAmong(All);
        return option;
    }

    public static IReadOnlyList<string> Chosen(string[]? services) => services is { Length: > 0 } ? [.. services.Distinct()] : All;
}
