using Google.Protobuf;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Rules.ValidTime;

/// <summary>
/// The world as it was on a day, by what is recorded of it: what is dated later had not happened, and what ended later had not
/// ended. A date as precise as its source counts from its first day (POSSIBLE, and if nothing is said), or from its last
/// (CERTAIN). What has no date is as it is recorded.
/// </summary>
public static class AsOfResources
{
    /// <summary>
    /// All resources as they were on the day, for rules that look at that day; for one thread. A recognition has its later acts
    /// here all the same, under later days: what was declared void later has never counted. On the reading POSSIBLE recognitions,
    /// memberships and positions are given as they are recorded: rules look at their dates.
    /// </summary>
    public static IResourceView View(IResourceView recorded, DateOnly day, DateReading reading) =>
        new AsOfResourceView(recorded, new(day, reading));

    /// <summary>
    /// One resource as it was on the day; the same object if the day makes no difference. What a service computes is left as it
    /// is.
    /// </summary>
    public static T Project<T>(T resource, DateOnly day, DateReading reading) where T : class,
        IMessage<T> => (T)At(resource, new(day, reading));

    /// <inheritdoc cref="Project{T}"/>
    public static IMessage Project(IMessage resource, DateOnly day, DateReading reading) => At(resource, new(day, reading));

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
        protected override bool IsAsBelow<T>() => moment.Reading != DateReading.Certain
            && (typeof(T) == typeof(Recognition) || typeof(T) == typeof(Membership) || typeof(T) == typeof(Position));

        protected override IMessage Map(IMessage resource) =>
            resource is Recognition recognition ? RecognitionsAsOf.KeepingLaterActs(recognition, moment) : At(resource, moment);
    }
}
