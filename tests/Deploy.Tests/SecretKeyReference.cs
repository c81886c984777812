using k8s.Models;

namespace KosovoNato.Deploy.Tests;

/// <summary>A key of a Secret or ConfigMap that a workload references. The key is empty if the workload takes all keys.</summary>
sealed record SecretKeyReference(string Name, string Key)
{
    public static IEnumerable<SecretKeyReference> SecretsOf(Workload workload) =>
    [
        .. workload.AllContainers.SelectMany(container => container.Env ?? []).Select(variable => variable.ValueFrom?.SecretKeyRef)
            .OfType<V1SecretKeySelector>().Select(key => new SecretKeyReference(key.Name, key.Key)),
        .. workload.AllContainers.SelectMany(container => container.EnvFrom ?? []).Select(all => all.SecretRef?.Name).OfType<string>()
            .Select(name => new SecretKeyReference(name, "")),
        .. from volume in workload.Pod.Volumes ?? []
           where volume.Secret is not null
           from key in KeysOf(workload, volume, volume.Secret.Items)
           select new SecretKeyReference(volume.Secret.SecretName, key),
    ];

    public static IEnumerable<SecretKeyReference> ConfigMapsOf(Workload workload) =>
    [
        .. workload.AllContainers.SelectMany(container => container.Env ?? []).Select(variable => variable.ValueFrom?.ConfigMapKeyRef)
            .OfType<V1ConfigMapKeySelector>().Select(key => new SecretKeyReference(key.Name, key.Key)),
        .. workload.AllContainers.SelectMany(container => container.EnvFrom ?? []).Select(all => all.ConfigMapRef?.Name).OfType<string>()
            .Select(name => new SecretKeyReference(name, "")),
        .. from volume in workload.Pod.Volumes ?? []
           where volume.ConfigMap is not null
           from key in KeysOf(workload, volume, volume.ConfigMap.Items)
           select new SecretKeyReference(volume.ConfigMap.Name, key),
    ];

    /// <summary>The keys of a volume: its listed items, or else the keys mounted by subPath or opened by file path.</summary>
    static IEnumerable<string> KeysOf(Workload workload, V1Volume volume, IList<V1KeyToPath>? items)
    {
        if (items is { Count: > 0 })
        {
            return items.Select(item => item.Key);
        }

        var words = workload.AllContainers.SelectMany(container => (container.Env ?? []).Select(variable => variable.Value ?? "")
            .Concat(container.Args ?? []).Concat(container.Command ?? [])).SelectMany(text => text.Split([' ', '\n', '<', '>'])).ToList();
        var keys = from container in workload.AllContainers
                   from mount in container.VolumeMounts ?? []
                   where mount.Name == volume.Name
                   from key in mount.SubPath is { Length: > 0 } alone
                       ? [alone]
                       : words.Where(word => word.StartsWith($"{mount.MountPath}/", StringComparison.Ordinal))
                           .Select(word => word[(mount.MountPath.Length + 1)..]).Where(key => !key.Contains('*', StringComparison.Ordinal))
                   select key;
        return keys.Distinct().DefaultIfEmpty("");
    }
}
