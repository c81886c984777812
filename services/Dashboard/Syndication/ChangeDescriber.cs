using Google.Protobuf;
using Google.Protobuf.Reflection;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Dashboard.Syndication;

/// <summary>Describes the changes of one service in plain words.</summary>
/// <param name="resources">The service's message for a resource of any type.</param>
/// <param name="events">The service's enum of domain events.</param>
sealed class ChangeDescriber(MessageDescriptor resources, EnumDescriptor events, RecordedNames names)
{
    const string EventPrefix = "_EVENT_TYPE_";

    // The actor of the changes that a service makes by itself.
    const string SystemActor = "system";

    public IEnumerable<RecentChange> Describe(ChangeEnvelope change, ChangeEventId id)
    {
        foreach (var one in change.Changes)
        {
            if (ResourceOf(one.Resource) is not var (kind, resource))
            {
                // A newer service can have types that this dashboard does not know. The page does not show them either.
                continue;
            }

            names.Add(resource);
            var happened = one.EventTypes.Select(EventWords).Distinct().DefaultIfEmpty("changed").ToArray();
            yield return new()
            {
                Event = id,
                Resource = one.Name,
                Kind = kind,
                Events = happened,
                RecordedAt = change.RecordedAt.ToDateTimeOffset(),
                Actor = change.Actor,
                Title = $"{TitleOf(one.Name, resource)}: {string.Join(", ", happened)}",
                Summary = SummaryOf(kind, change),
                Mentions = Mentions.Of(one.Name, resource, names),
            };
        }
    }

    (string Kind, IMessage Resource)? ResourceOf(ByteString encoded)
    {
        var any = resources.Parser.ParseFrom(encoded);
        return resources.Oneofs[0].Accessor.GetCaseFieldDescriptor(any) is { } field
            ? (field.Name, (IMessage)field.Accessor.GetValue(any))
            : null;
    }

    string EventWords(int number) =>
        events.FindValueByNumber(number)?.Name is { } name
            ? DecisionWords.Lower(name[(name.IndexOf(EventPrefix, StringComparison.Ordinal) + EventPrefix.Length)..])
            : "changed";

    static string SummaryOf(string kind, ChangeEnvelope change)
    {
        var type = DecisionWords.Capital(DecisionWords.Lower(kind));
        if (change.Actor == SystemActor)
        {
            return change.Reason.Length > 0
                ? $"{type}, derived from other records. Reason: {change.Reason}"
                : $"{type}, derived from other records.";
        }

        var begin = $"{type}, changed by {(change.Actor.Length > 0 ? change.Actor : "an unnamed actor")}";
        return change.Reason.Length > 0 ? $"{begin}. Reason: {change.Reason}" : $"{begin}. No reason was given.";
    }

    string TitleOf(string name, IMessage resource) => resource switch
    {
        Recognition one => $"{names.State(one.Recognizer)} and {names.State(one.Subject)}",
        Milestone one => one.Title,
        Document one => one.Title,
        Source one => one.Title,
        Agreement one => one.Title,
        CountingRule one => one.DisplayName,
        Indicator one => one.DisplayName,
        Centre one => one.DisplayName,
        Partnership one => $"{names.State(one.Party)} and {names.State(one.Partner)}",
        Precedent => names.State(LastPart(name)),
        Membership => $"{names.State(LastPart(name))} in {names.TitleOf(ParentOf(name))}",
        Position => $"{names.State(LastPart(name))} on {names.TitleOf(ParentOf(name))}",
        Ballot one => $"{names.TitleOf(ParentOf(name))}, vote of {one.Date}",
        _ => names.TitleOf(name),
    };

    static string LastPart(string name) => name[(name.LastIndexOf('/') + 1)..];

    static string ParentOf(string name) => string.Join('/', name.Split('/').Take(2));
}
