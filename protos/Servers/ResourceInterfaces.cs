namespace KosovoNato
{
    /// <summary>A stored resource: its name, and the etag that the service sets.</summary>
    public interface IResource
    {
        string Name { get; set; }

        string Etag { get; set; }
    }

    /// <summary>
    /// A version of a resource, with a cache for the values that rules compute from it. A version never changes once readers have it, so
    /// each value is computed only once. A clone starts with an empty cache.
    /// </summary>
    public interface IHasVersionCache
    {
        object? VersionCache { get; set; }
    }
}

namespace KosovoNato.Recognitions.V1
{
    public sealed partial class State : IResource;
    public sealed partial class Organization : IResource;
    public sealed partial class Membership : IResource, IHasVersionCache
    {
        object? IHasVersionCache.VersionCache { get; set; }
    }
    public sealed partial class Recognition : IResource, IHasVersionCache
    {
        object? IHasVersionCache.VersionCache { get; set; }
    }
    public sealed partial class Question : IResource;
    public sealed partial class Position : IResource, IHasVersionCache
    {
        object? IHasVersionCache.VersionCache { get; set; }
    }
    public sealed partial class Ballot : IResource, IHasVersionCache
    {
        object? IHasVersionCache.VersionCache { get; set; }
    }
    public sealed partial class CountingRule : IResource;
    public sealed partial class Source : IResource;
}

namespace KosovoNato.Milestones.V1
{
    public sealed partial class Track : IResource;
    public sealed partial class Milestone : IResource;
    public sealed partial class Indicator : IResource;
    public sealed partial class Precedent : IResource;
    public sealed partial class Centre : IResource;
    public sealed partial class Agreement : IResource;
    public sealed partial class Partnership : IResource;
}

namespace KosovoNato.Recommendations.V1
{
    public sealed partial class Document : IResource;
    public sealed partial class Recommendation : IResource;
}
