using System.Collections;
using Google.Protobuf;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Seeder;

/// <summary>
/// What a file alone cannot show: names are unique and fit, references lead somewhere, nothing is given that the
/// service sets. The services check all rules of the domain again; here it is so that nothing is written of seeds that
/// do not fit together.
/// </summary>
internal static class SeedChecks
{
    internal static void Run(SeedData data)
    {
        var names = Names(data);
        foreach (var (file, resource) in data.All)
        {
            Require(resource is not Membership { Periods.Count: 0 }, file, resource.Name, "periods", "is empty");
            Require(resource is not Position { Stances.Count: 0 }, file, resource.Name, "stances", "is empty");
            Inspect((IMessage)resource, names, file, resource.Name);
        }

        foreach (var set in SeedSets.All)
        {
            var cycle = SeedOrder.Cycle(data.In(set));
            Require(cycle is null, set.File, cycle?[0] ?? "", "dependencies, parent",
                $"lead back to it: {string.Join(" -> ", cycle ?? [])}");
        }

        foreach (var question in data.Of<Question>())
        {
            QuestionSeedChecks.Run(question, data.Of<Organization>());
        }

        var milestones = data.Of<Milestone>().ToDictionary(milestone => milestone.Name, StringComparer.Ordinal);
        foreach (var milestone in milestones.Values)
        {
            MilestoneSeedChecks.Run(milestone, milestones);
        }

        foreach (var partnership in data.Of<Partnership>())
        {
            PartnershipSeedChecks.Run(partnership);
        }
    }

    internal static void Require(bool holds, string file, string name, string field, string problem)
    {
        if (!holds)
        {
            throw new SeedFileException($"{file}: {name}: {field}: {problem}.");
        }
    }

    private static HashSet<string> Names(SeedData data)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var before = "the beginning";
        foreach (var (file, resource) in data.All)
        {
            var name = resource.Name;
            Require(name.Length > 0, file, $"the record after {before}", "name", "is missing");
            Require(SeedNames.Matches(resource), file, name, "name", "is not a name of this type");
            Require(SeedNames.MatchesPair(resource), file, name, "name", "does not say the two states of the record");
            Require(names.Add(name), file, name, "name", "is given twice");
            before = name;
        }

        return names;
    }

    private static void Inspect(IMessage message, HashSet<string> names, string file, string name)
    {
        foreach (var (field, oneOf) in SeedReferences.Of(message))
        {
            Require(oneOf.Any(names.Contains), file, name, field, $"refers to {string.Join(" or ", oneOf)}, which no file has");
        }

        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            var value = field.Accessor.GetValue(message);
            Require(
                !OutputOnlyFields.Has(field) || !SeedFields.IsGiven(message, field),
                file, name, field.JsonName, "is set by the service and must not be given");
            foreach (var inner in value is IList list ? list.OfType<IMessage>() : new[] { value }.OfType<IMessage>())
            {
                Inspect(inner, names, file, name);
            }
        }
    }
}
