using System.Collections;
using System.Text.RegularExpressions;
using Google.Protobuf;
using KosovoNato.Evidence.V1;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Seeder;

/// <summary>
/// What a file alone cannot show: names are unique and fit, references lead somewhere, nothing is given that the
/// service sets. The service checks all rules of the domain again; here it is so that nothing is written of seeds that
/// do not fit together.
/// </summary>
internal static class SeedCheck
{
    private const string Id = "[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?";

    // Question.status and its kin are set by the service too, but in a seed they say which moves to make.
    private static readonly HashSet<string> SetByService =
    [
        "State.etag", "Organization.etag", "Membership.etag", "Recognition.etag", "Question.etag", "Position.etag",
        "CountingRule.etag", "Source.etag", "MembershipPeriod.id", "Act.id", "Act.retracted", "Recognition.status",
        "Recognition.recognized_on", "Recognition.withdrawn_on", "Recognition.diplomatic_relations_on",
        "Recognition.contested", "Recognition.confirmed", "Recognition.corrections",
    ];

    internal static void Run(SeedData data)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var before = "the beginning";
        foreach (var (name, file, resource) in All(data))
        {
            Require(name.Length > 0, file, $"the record after {before}", "name", "is missing");
            Require(Regex.IsMatch(name, NamePattern(resource)), file, name, "name", "is not a name of this type");
            Require(
                resource is not Recognition { Recognizer: var by, Subject: var of } || name == $"recognitions/{by}-{of}",
                file, name, "name", "does not say recognizer and subject");
            Require(names.Add(name), file, name, "name", "is given twice");
            before = name;
        }

        foreach (var (name, file, resource) in All(data))
        {
            foreach (var (field, reference) in References(resource))
            {
                Require(names.Contains(reference), file, name, field, $"refers to {reference}, which no file has");
            }

            Require(resource is not Membership { Periods.Count: 0 }, file, name, "periods", "is empty");
            Require(resource is not Position { Stances.Count: 0 }, file, name, "stances", "is empty");
            Inspect(resource, names, file, name);
        }

        foreach (var question in data.Questions)
        {
            QuestionCheck.Run(question, data.Organizations);
        }
    }

    internal static void Require(bool holds, string file, string name, string field, string problem)
    {
        if (!holds)
        {
            throw new SeedFileException($"{file}: {name}: {field}: {problem}.");
        }
    }

    private static IEnumerable<(string Name, string File, IMessage Resource)> All(SeedData data) =>
    [
        .. data.Sources.Select(source => (source.Name, "sources.json", (IMessage)source)),
        .. data.States.Select(state => (state.Name, "states.json", (IMessage)state)),
        .. data.Organizations.Select(organization => (organization.Name, "organizations.json", (IMessage)organization)),
        .. data.CountingRules.Select(rule => (rule.Name, "counting-rules.json", (IMessage)rule)),
        .. data.Memberships.Select(membership => (membership.Name, "memberships.json", (IMessage)membership)),
        .. data.Recognitions.Select(recognition => (recognition.Name, "recognitions.json", (IMessage)recognition)),
        .. data.Questions.Select(question => (question.Name, "questions.json", (IMessage)question)),
        .. data.Positions.Select(position => (position.Name, "positions.json", (IMessage)position)),
    ];

    private static string NamePattern(IMessage resource) => resource switch
    {
        Source => $@"\Asources/{Id}\z",
        State => @"\Astates/[A-Z]{2}\z",
        Organization => $@"\Aorganizations/{Id}\z",
        CountingRule => $@"\AcountingRules/{Id}\z",
        Membership => $@"\Aorganizations/{Id}/memberships/[A-Z]{{2}}\z",
        Recognition => @"\Arecognitions/[A-Z]{2}-[A-Z]{2}\z",
        Question => $@"\Aquestions/{Id}\z",
        _ => $@"\Aquestions/{Id}/positions/[A-Z]{{2}}\z",
    };

    private static IEnumerable<(string Field, string Reference)> References(IMessage resource) => resource switch
    {
        Membership membership => [("name", Parent(membership.Name)), ("name", $"states/{LastPart(membership.Name)}")],
        Recognition recognition =>
        [
            ("recognizer", $"states/{recognition.Recognizer}"),
            ("subject", $"states/{recognition.Subject}"),
        ],
        Question question =>
            [("organization", $"organizations/{question.Organization}"), ("subject", $"states/{question.Subject}")],
        Position position => [("name", Parent(position.Name)), ("name", $"states/{LastPart(position.Name)}")],
        _ => [],
    };

    private static void Inspect(IMessage message, HashSet<string> names, string file, string name)
    {
        if (message is Citation { Source: var source })
        {
            Require(names.Contains($"sources/{source}"), file, name, "source", $"cites \"{source}\", which sources.json has not");
        }

        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            var value = field.Accessor.GetValue(message);
            var given = value is not (null or "" or false or 0 or IList { Count: 0 }) && !IsZero(value);
            Require(
                !given || !SetByService.Contains($"{message.Descriptor.Name}.{field.Name}"),
                file, name, field.JsonName, "is set by the service and must not be given");
            foreach (var inner in value is IList list ? list.OfType<IMessage>() : new[] { value }.OfType<IMessage>())
            {
                Inspect(inner, names, file, name);
            }
        }
    }

    private static bool IsZero(object value) => value is Enum number && Convert.ToInt32(number, null) == 0;

    private static string Parent(string name) => string.Join('/', name.Split('/').Take(2));

    private static string LastPart(string name) => name[(name.LastIndexOf('/') + 1)..];
}
