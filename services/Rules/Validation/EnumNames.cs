using System.Text;

namespace KosovoNato.Rules.Validation;

/// <summary>The names of enum values in the contract: ActKind.WithdrawalClaimed is WITHDRAWAL_CLAIMED.</summary>
public static class EnumNames
{
    public static string Of<TEnum>(TEnum value) where TEnum : struct, Enum
    {
        var word = new StringBuilder();
        foreach (var c in value.ToString())
        {
            if (char.IsUpper(c) && word.Length > 0)
            {
                word.Append('_');
            }

            word.Append(char.ToUpperInvariant(c));
        }

        return word.ToString();
    }

    public static IEnumerable<string> All<TEnum>() where TEnum : struct, Enum =>
        Enum.GetValues<TEnum>().Where(ValueChecks.IsListed).Select(Of);
}
