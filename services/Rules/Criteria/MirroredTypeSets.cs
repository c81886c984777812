namespace KosovoNato.Rules.Criteria;

/// <summary>The resource types that a service mirrors from its upstreams to evaluate criteria.</summary>
public static class MirroredTypeSets
{
    public static MirroredTypes OfRecognitions { get; } = new(
        "recognitions", RecognitionsResource.Descriptor,
        State.Descriptor, Organization.Descriptor, Membership.Descriptor, Recognition.Descriptor,
        Question.Descriptor, Position.Descriptor, CountingRule.Descriptor, Ballot.Descriptor);

    public static MirroredTypes OfMilestones { get; } = new(
        "milestones", MilestonesResource.Descriptor,
        Milestone.Descriptor, Indicator.Descriptor, Precedent.Descriptor, Centre.Descriptor, Agreement.Descriptor, Partnership.Descriptor);
}
