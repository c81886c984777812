using System.Globalization;
using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Milestones.V1;
using KosovoNato.Serving.ValidTime;

namespace KosovoNato.Platform.Tests;

/// <summary>
/// Milestones that differ by day. To an even number in the title it appends whether the milestone was achieved by that day, the
/// partial-date mode and the number of milestones, as a derivation would; an odd one is the same on every day. Counts its invocations.
/// </summary>
sealed class AsOfTitles
{
    private int asked;

    public int Asked => Volatile.Read(ref asked);

    public AsOfProjection Resources => new(On);

    public Func<IMessage, IMessage> On(IResourceView state, DateOnly day, PartialDateMode reading) => resource =>
    {
        Interlocked.Increment(ref asked);
        return resource is Milestone milestone && int.Parse(milestone.Title, null) % 2 == 0
            ? new Milestone(milestone)
            {
                Title = $"{milestone.Title} "
                + $"{(day < DateOnly.Parse(milestone.AchievedOn, CultureInfo.InvariantCulture) ? "ahead" : "achieved")} {reading} "
                + $"{state.List<Milestone>().Count()}"
            }
            : resource;
    };
}
