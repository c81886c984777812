using KosovoNato.Rules.ValidTime;

namespace KosovoNato.Rules.Criteria;

/// <summary>A view in which some milestones have an assumed status, although their criterion would otherwise decide.</summary>
interface IAssumedStatuses : IResourceView
{
    /// <summary>The assumed statuses and their dates, by the name of the milestone.</summary>
    IReadOnlyDictionary<string, (MilestoneStatus Status, string On)> Statuses { get; }
}

/// <summary>The assumed statuses of milestones.</summary>
static class AssumedStatuses
{
    /// <summary>The assumed status of a milestone, and its date; null if none is assumed.</summary>
    /// <param name="world">A view that may have an <see cref="IAssumedStatuses"/> among its layers.</param>
    public static (MilestoneStatus Status, string On)? Of(IResourceView world, string milestone) =>
        world.Layer<IAssumedStatuses>() is { } assumed && assumed.Statuses.TryGetValue(milestone, out var status) ? status : null;
}
