using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;

namespace KosovoNato.Serving.ValidTime;

/// <summary>
/// Projects a service's resources to a day. From a snapshot, a day and a reading of partial dates, creates a function that returns each
/// resource as of that day, the same object if the day makes no difference, or null if it did not exist yet. The function must be pure and
/// use the day only to compare it with dates in the snapshot, because one day stands for all days between the same two dates. With a
/// projection, every Get, List and Diff supports <c>as_of</c>; a service without date-dependent resources has none.
/// </summary>
public sealed record AsOfProjection(Func<IResourceView, DateOnly, PartialDateMode, Func<IMessage, IMessage?>> On);
