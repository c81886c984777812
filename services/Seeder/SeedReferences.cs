using System.Collections;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using KosovoNato.Criteria.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Seeder;

/// <summary>
/// The references of a message: the field, and the name of the resource that it refers to. The services accept some references to
/// resources that do not exist. In consistent seeds they are mistakes.
/// </summary>
internal static class SeedReferences
{
    internal static IEnumerable<(string Field, string Name)> Of(IMessage message) => Annotated(message).Concat(ToStates(message));

    /// <summary>The fields that the contract annotates as references.</summary>
    private static IEnumerable<(string Field, string Name)> Annotated(IMessage message) =>
        from field in message.Descriptor.Fields.InDeclarationOrder()
        where field.GetOptions()?.GetExtension(ResourceExtensions.ResourceReference) is { Type.Length: > 1 }
        from name in ValuesOf(field, message)
        where name.Length > 0
        select (field.JsonName, name);

    /// <summary>The fields that hold the code of a state, or of a state or an organization.</summary>
    private static IEnumerable<(string Field, string Name)> ToStates(IMessage message) => message switch
    {
        Membership membership => OfNested(membership.Name),
        Position position => OfNested(position.Name),
        Ballot ballot => [("name", ParentOf(ballot.Name))],
        BallotChoice choice => [State("state", choice.State)],
        DelegationVotes delegation => [State("state", delegation.State)],
        Precedent precedent => [State("name", LastPart(precedent.Name))],
        Recognition recognition => [State("recognizer", recognition.Recognizer), State("subject", recognition.Subject)],
        Question question => [State("subject", question.Subject)],
        Milestone milestone => [State("subject", milestone.Subject)],
        Ratification ratification => [State("state", ratification.State)],
        Centre centre => [State("host", centre.Host)],
        Partnership partnership => [State("party", partnership.Party), State("partner", partnership.Partner)],
        Blocker { Origin.Length: > 0 } blocker => [Party("origin", blocker.Origin)],
        Obstacle { Origin.Length: > 0 } obstacle => [Party("origin", obstacle.Origin)],
        Recommendation recommendation => [Party("addressee", recommendation.Addressee)],
        RecognitionCondition { HasState: true } fact => [State("state", fact.State)],
        PositionCondition fact => fact.States.Select(state => State("states", state)),
        Evidence.V1.Evidence { HasAssertingState: true } evidence => [State("assertingState", evidence.AssertingState)],
        _ => [],
    };

    private static IEnumerable<string> ValuesOf(FieldDescriptor field, IMessage message) => field.Accessor.GetValue(message) switch
    {
        IList names => names.Cast<string>(),
        string name => [name],
        _ => [],
    };

    private static IEnumerable<(string Field, string Name)> OfNested(string name) =>
        [("name", ParentOf(name)), State("name", LastPart(name))];

    private static string ParentOf(string name) => name[..name.IndexOf('/', name.IndexOf('/') + 1)];

    private static (string Field, string Name) Party(string field, string party) =>
        party.Contains('/') ? (field, party) : State(field, party);

    private static (string Field, string Name) State(string field, string code) => (field, $"states/{code}");

    private static string LastPart(string name) => name[(name.LastIndexOf('/') + 1)..];
}
