using System.Collections;
using Google.Protobuf;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Seeder;

/// <summary>
/// Checks across seed files: names are unique and match their type, references exist, and no field is set that the service sets. The
/// services check all domain rules again. These checks ensure that nothing is written if the seeds are inconsistent.
/// </summary>
internal static class SeedChecks
{
    internal static void Run(SeedData data)
    {
        var names = Names(data);
        foreach (var (file, resource) in data.All)
        {
            Require(resource is not Membership { Periods.Count: 0 }, file, resource.Name, "periods", "must not be empty");
            Require(resource is not Position { Stances.Count: 0 }, file, resource.Name, "stances", "must not be empty");
            Inspect((IMessage)resource, names, file, resource.Name);
        }

        foreach (var set in SeedSets.All)
        {
            var cycle = SeedOrder.Cycle(data.In(set));
            Require(cycle is null, set.File, cycle?[0] ?? "", "dependencies, parentRecommendation",
                $"form a cycle: {string.Join(" -> ", cycle ?? [])}");
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
            Require(name.Length > 0, file, $"the record after {before}", "name", "must be set");
            Require(SeedNames.Matches(resource), file, name, "name", "must be a name of this type");
            Require(SeedNames.MatchesPair(resource), file, name, "name", "must contain the two state codes of the record");
            Require(names.Add(name), file, name, "name", "must be unique");
            before = name;
        }

        return names;
    }

    private static void Inspect(IMessage message, HashSet<string> names, string file, string name)
    {
        foreach (var (field, target) in SeedReferences.Of(message))
        {
            Require(names.Contains(target), file, name, field, $"refers to {target}, which is in no file");
        }

        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            var value = field.Accessor.GetValue(message);
            Require(
                !OutputOnlyFields.Has(field) || !SeedFields.IsGiven(message, field),
                file, name, field.JsonName, "must not be set: the service sets it");
            foreach (var inner in value is IList list ? list.OfType<IMessage>() : new[] { value }.OfType<IMessage>())
            {
                Inspect(inner, names, file, name);
            }
        }
    }
}
