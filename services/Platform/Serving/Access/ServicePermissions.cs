using Google.Protobuf.Reflection;

namespace KosovoNato.Serving.Access;

/// <summary>
/// The permissions of a service, for example <c>recognitions.read</c>. <c>admin</c> includes all others, also future ones; no RPC requires
/// it.
/// </summary>
public sealed class ServicePermissions(ServiceDescriptor service)
{
    public const string Admin = "admin";

    /// <summary>The last parts of the permissions, narrowest first.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["read", "watch", "write", Admin];

    public ServiceDescriptor Service => service;

    /// <summary>The service's name in permissions, for example "recognitions" for "kosovonato.recognitions.v1".</summary>
    public string Name { get; } = service.File.Package.Split('.')[1];

    public required IReadOnlyList<string> Read { get; init; }

    public required IReadOnlyList<string> Watch { get; init; }

    public required IReadOnlyList<string> Write { get; init; }

    /// <summary>All permissions of this service.</summary>
    public IEnumerable<string> All => Kinds.Select(Permission);

    public string Permission(string kind) => $"{Name}.{kind}";

    /// <summary>Returns the permission that an RPC requires.</summary>
    public string Of(string rpc) => Permission(Groups().Single(group => group.Rpcs.Contains(rpc)).Part);

    /// <summary>Returns the errors in the table: RPCs with no entry or with two, and entries without an RPC.</summary>
    public IEnumerable<string> Faults()
    {
        var entries = Groups().SelectMany(group => group.Rpcs).ToList();
        var rpcs = service.Methods.Select(method => method.Name).ToList();
        return rpcs.Except(entries).Select(rpc => $"{service.FullName}/{rpc} has no entry")
            .Concat(entries.Except(rpcs).Select(entry => $"{service.FullName} has no {entry}"))
            .Concat(entries.CountBy(entry => entry).Where(entry => entry.Value > 1)
                .Select(entry => $"{service.FullName}/{entry.Key} has two entries"));
    }

    IEnumerable<(string Part, IReadOnlyList<string> Rpcs)> Groups() => [("read", Read), ("watch", Watch), ("write", Write)];
}
