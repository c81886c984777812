using Google.Protobuf;
using KosovoNato.Kernel.Errors;

namespace KosovoNato.Kernel;

/// <summary>Finds the resources that a request refers to.</summary>
public static class ResourceViewExtensions
{
    /// <summary>Finds a resource. Throws NOT_FOUND with the names of similar or existing resources.</summary>
    public static T Get<T>(this IResourceView resources, string name) where T : class, IMessage<T>, IResource, new() =>
        resources.Find<T>(name) ?? throw resources.NotFound<T>(name);

    /// <summary>Creates the error for a resource that does not exist, with the names of similar or existing resources.</summary>
    public static ApiException NotFound<T>(this IResourceView resources, string name) where T : class, IMessage<T>, IResource, new() =>
        ApiException.NotFound(name, resources.List<T>(name[..(name.LastIndexOf('/') + 1)]).Select(resource => resource.Name));
}
