using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace KosovoNato.CommandLine;

/// <summary>Parses option values. Errors name the option, the accepted values and the given value.</summary>
public static class OptionValue
{
    /// <summary>Parses a number without sign, spaces or separators.</summary>
    public static T Number<T>(ArgumentResult result, T min, T max) where T : INumber<T> =>
        T.TryParse(TextOf(result), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : Invalid(result, $"a number from {min} to {max}", min);

    /// <summary>Parses the path of a file or directory.</summary>
    public static string Path(ArgumentResult result) =>
        string.IsNullOrWhiteSpace(TextOf(result)) ? Invalid(result, "a path", "") : TextOf(result);

    /// <summary>Parses the address of a service.</summary>
    public static Uri? Address(ArgumentResult result) =>
        Uri.TryCreate(TextOf(result), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : Invalid(result, "an http or https address, for example http://127.0.0.1:5101", address);

    /// <summary>Parses one of two words.</summary>
    public static string OneOf(ArgumentResult result, string first, string second) =>
        TextOf(result) is var text && (text == first || text == second) ? text : Invalid(result, $"{first} or {second}", first);

    /// <summary>Reports that the option does not accept the value.</summary>
    /// <param name="accepted">The accepted values, as in "--option must be {accepted}".</param>
    /// <returns><paramref name="placeholder"/>, which is never used: after an error no command runs.</returns>
    public static T Invalid<T>(ArgumentResult result, string accepted, T placeholder)
    {
        result.AddError($"{((OptionResult)result.Parent!).Option.Name} must be {accepted}, not \"{TextOf(result)}\".");
        return placeholder;
    }

    static string TextOf(ArgumentResult result) => result.Tokens[0].Value;
}
