using Google.Protobuf;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Rules.ValidTime;

/// <summary>
/// The recorded resources as of a day: an event with a later date had not happened, and a period with a later end had not ended. A partial
/// date counts from its first day (POSSIBLE, the default), or from its last day (CERTAIN). Undated facts are as recorded.
/// </summary>
public static class AsOfResources
{
    /// <summary>
    /// All resources as of the day, for rules that look at that day. Not thread-safe. A recognition keeps its later acts, dated after the
    /// day, because an act that was declared void later never counted. In POSSIBLE mode, recognitions, memberships and positions are as
    /// recorded: rules look at their dates.
    /// </summary>
    public static IResourceView View(IResourceView recorded, DateOnly day, PartialDateMode reading) =>
        new AsOfResourceView(recorded, new(day, reading));

    /// <summary>
    /// One resource as of the day; the same object if the day makes no difference. Fields that its service derives from other resources are
    /// unchanged.
    /// </summary>
    public static T Project<T>(T resource, DateOnly day, PartialDateMode reading) where T : class,
        IMessage<T> => (T)At(resource, new(day, reading));

    /// <inheritdoc cref="Project{T}"/>
    public static IMessage Project(IMessage resource, DateOnly day, PartialDateMode reading) => At(resource, new(day, reading));

    internal static IMessage At(IMessage resource, AsOfDate moment) => resource switch
    {
        Recognition recognition => RecognitionsAsOf.Of(recognition, moment),
        Membership membership => RecognitionsAsOf.Of(membership, moment),
        Question question => DecisionsAsOf.Of(question, moment),
        Position position => DecisionsAsOf.Of(position, moment),
        Milestone milestone => MilestonesAsOf.Of(milestone, moment),
        Indicator indicator => AccessionFactsAsOf.Of(indicator, moment),
        Precedent precedent => AccessionFactsAsOf.Of(precedent, moment),
        Centre centre => AccessionFactsAsOf.Of(centre, moment),
        Agreement agreement => AccessionFactsAsOf.Of(agreement, moment),
        Partnership partnership => AccessionFactsAsOf.Of(partnership, moment),
        Recommendation recommendation => RecommendationsAsOf.Of(recommendation, moment),
        _ => resource,
    };

    sealed class AsOfResourceView(IResourceView recorded, AsOfDate moment) : ResourceOverlay(recorded)
    {
        protected override bool IsAsBelow<T>() => moment.Reading != PartialDateMode.Certain
            && (typeof(T) == typeof(Recognition) || typeof(T) == typeof(Membership) || typeof(T) == typeof(Position));

        protected override IMessage Map(IMessage resource) =>
            resource is Recognition recognition ? RecognitionsAsOf.KeepingLaterActs(recognition, moment) : At(resource, moment);
    }
}
