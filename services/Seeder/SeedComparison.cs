using System.Collections;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace KosovoNato.Seeder;

/// <summary>
/// Compares a stored resource with its seed. Other values in the stored resource are not differences: the service sets IDs and statuses
/// itself, and people record further facts. Therefore only the values of the seed are compared, and lists in any order.
/// </summary>
internal static class SeedComparison
{
    /// <summary>Returns the values of a seed that the stored resource does not have.</summary>
    internal static IEnumerable<SeedDifference> Of(IResource seed, IResource stored) =>
        Between((IMessage)seed, (IMessage)stored, "")
            .Select(difference => new SeedDifference(seed.Name, difference.Field, difference.Seed, difference.Stored));

    private static IEnumerable<(string Field, string Seed, string Stored)> Between(IMessage seed, IMessage stored, string at) =>
        seed.Descriptor.Fields.InFieldNumberOrder()
            .Where(field => SeedFields.IsGiven(seed, field))
            .SelectMany(field => Between(field, field.Accessor.GetValue(seed), ValueOf(field, stored), $"{at}{field.JsonName}"));

    // An unset number reads as zero, but is not equal to zero.
    private static object? ValueOf(FieldDescriptor field, IMessage message) =>
        field.HasPresence && !field.Accessor.HasValue(message) ? null : field.Accessor.GetValue(message);

    private static IEnumerable<(string Field, string Seed, string Stored)> Between(
        FieldDescriptor field, object seed, object? stored, string at) =>
        (seed, stored) switch
        {
            (IList wanted, IList present) => Lists(field, wanted, present, at),
            (IMessage wanted, IMessage present) => Between(wanted, present, $"{at}."),
            _ => Equals(seed, stored) ? [] : [(at, Text(field, seed), Text(field, stored))],
        };

    private static IEnumerable<(string Field, string Seed, string Stored)> Lists(FieldDescriptor field, IList seed, IList stored, string at)
    {
        var free = stored.Cast<object>().ToList();
        for (var i = 0; i < seed.Count; i++)
        {
            var wanted = seed[i]!;
            var match = free.FindIndex(present => !Between(field, wanted, present, at).Any());
            if (match >= 0)
            {
                free.RemoveAt(match);
            }
            else
            {
                yield return ($"{at}[{i}]", Text(field, wanted), "");
            }
        }
    }

    private static string Text(FieldDescriptor field, object? value) => value switch
    {
        null => "",
        IMessage message => JsonFormatter.Default.Format(message),
        Enum number => field.EnumType.FindValueByNumber(Convert.ToInt32(number, CultureInfo.InvariantCulture))?.Name ?? number.ToString(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
