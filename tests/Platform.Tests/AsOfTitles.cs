using System.Globalization;
using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Milestones.V1;
using KosovoNato.Serving.ValidTime;

namespace KosovoNato.Platform.Tests;

/// <summary>
/// Milestones that differ by the day: an even number in the title is followed by whether it was achieved by then, the reading and
/// how many milestones the state has, as something computed would be; an odd one is the same on every day. Counts how often it
/// was asked.
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
