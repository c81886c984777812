using Google.Protobuf;
using KosovoNato.Platform.Store;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Rules.Worlds;

/// <summary>
/// The world as it was on a day, by what is recorded of it: what is dated later had not happened, and what ended later had not
/// ended. A date as precise as its source counts from its first day (POSSIBLE, and if nothing is said), or from its last
/// (CERTAIN). What has no date is as it is recorded.
/// </summary>
public static class Dated
{
    /// <summary>
    /// All resources as they were on the day, for rules that look at that day; for one thread. A recognition has its later acts
    /// here all the same, under later days: what was declared void later has never counted. On the reading POSSIBLE recognitions,
    /// memberships and positions are given as they are recorded: rules look at their dates.
    /// </summary>
    public static IResources On(IResources recorded, DateOnly day, DateReading reading) => new DatedWorld(recorded, new(day, reading));

    /// <summary>One resource as it was on the day; the same object if the day makes no difference. What a service computes is left as it is.</summary>
    public static T Of<T>(T resource, DateOnly day, DateReading reading) where T : class, IMessage<T> => (T)At(resource, new(day, reading));

    /// <inheritdoc cref="Of{T}"/>
    public static IMessage Of(IMessage resource, DateOnly day, DateReading reading) => At(resource, new(day, reading));

    internal static IMessage At(IMessage resource, Moment moment) => resource switch
    {
        Recognition recognition => DatedRecognitions.Of(recognition, moment),
        Membership membership => DatedRecognitions.Of(membership, moment),
        Question question => DatedDecisions.Of(question, moment),
        Position position => DatedDecisions.Of(position, moment),
        Milestone milestone => DatedMilestones.Of(milestone, moment),
        Indicator indicator => DatedRoad.Of(indicator, moment),
        Precedent precedent => DatedRoad.Of(precedent, moment),
        Centre centre => DatedRoad.Of(centre, moment),
        Agreement agreement => DatedRoad.Of(agreement, moment),
        Partnership partnership => DatedRoad.Of(partnership, moment),
        Recommendation recommendation => DatedRecommendations.Of(recommendation, moment),
        _ => resource,
    };

    sealed class DatedWorld(IResources recorded, Moment moment) : Overlay(recorded)
    {
        protected override bool IsAsBelow<T>() => moment.Reading != DateReading.Certain
            && (typeof(T) == typeof(Recognition) || typeof(T) == typeof(Membership) || typeof(T) == typeof(Position));

        protected override IMessage Seen(IMessage resource) =>
            resource is Recognition recognition ? DatedRecognitions.WithLaterActs(recognition, moment) : At(resource, moment);
    }
}
