using System.CommandLine.Parsing;

namespace KosovoNato.Cli.Output;

/// <summary>The words for values of the contracts: <c>withdrawal-claimed</c> for <c>WithdrawalClaimed</c>.</summary>
static class EnumText
{
    const string Unset = "Unspecified";

    public static string Of<T>(T value) where T : struct, Enum => Kebab(value.ToString());

    /// <summary>Returns the words for all values that can be set.</summary>
    public static IReadOnlyList<string> All<T>() where T : struct, Enum => [.. Values<T>().Select(Of)];

    /// <summary>Returns the value for its words, in lower or upper case, with dashes or underscores; null for other words.</summary>
    public static T? Find<T>(string text) where T : struct, Enum
    {
        foreach (var value in Values<T>())
        {
            if (string.Equals(Of(value), text.Replace('_', '-'), StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    public static Argument<T> Argument<T>(string name, string description) where T : struct, Enum
    {
        var argument = new Argument<T>(name) { Description = $"{description}: {string.Join(", ", All<T>())}.", CustomParser = Parse<T> };
        argument.CompletionSources.Add([.. All<T>()]);
        return argument;
    }

    public static Option<T> Option<T>(string name, string description) where T : struct, Enum
    {
        var option = new Option<T>(name)
        {
            HelpName = "value",
            Description = $"{description}: {string.Join(", ", All<T>())}.",
            CustomParser = Parse<T>,
        };
        option.CompletionSources.Add([.. All<T>()]);
        return option;
    }

    static T Parse<T>(ArgumentResult result) where T : struct, Enum
    {
        var text = result.Tokens[0].Value;
        if (Find<T>(text) is { } value)
        {
            return value;
        }

        var name = result.Parent is OptionResult option ? option.Option.Name : $"<{result.Argument.Name}>";
        result.AddError($"{name} must be one of {string.Join(", ", All<T>())}, not \"{text}\".");
        return default;
    }

    static IEnumerable<T> Values<T>() where T : struct, Enum => Enum.GetValues<T>().Where(value => value.ToString() != Unset);

    static string Kebab(string name) => string.Concat(
        name.Select((letter, at) => char.IsUpper(letter) ? $"{(at > 0 ? "-" : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
