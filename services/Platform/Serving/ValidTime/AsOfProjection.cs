using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;

namespace KosovoNato.Serving.ValidTime;

/// <summary>
/// How a service's resources were on a day: given a state, a day and a reading of partial dates, a function that gives each
/// resource as it was then, and the same object if the day makes no difference to it. A function of its arguments alone, and of
/// the day only by comparing it with the dates in the state: one day is asked for all between the same dates. With one, every
/// Get, List and Diff understands <c>as_of</c>; a service none of whose resources depend on a date has none.
/// </summary>
public sealed record AsOfProjection(Func<IResourceView, DateOnly, DateReading, Func<IMessage, IMessage>> On);
