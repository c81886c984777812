using Google.Protobuf.Reflection;

namespace KosovoNato.Contract.Tests.Rules;

/// <summary>Properties of an RPC that follow from its name. New read or create verbs are added here.</summary>
internal static class Rpc
{
    static readonly string[] ReadsResources = ["Get", "List", "BatchGet", "Watch"];
    static readonly string[] Computes = ["Count", "Assess", "Backtest", "Benchmark", "Compare", "Diff", "Explain", "Match", "Rank"];
    static readonly string[] Creates = ["Register", "Draft", "Define", "Propose"];

    public static bool IsWatch(this MethodDescriptor rpc) => rpc.Name == "Watch";

    public static bool IsList(this MethodDescriptor rpc) => StartsWith(rpc, "List");

    /// <summary>Whether the RPC returns stored resources, as opposed to computed results.</summary>
    public static bool ReadsStored(this MethodDescriptor rpc) => ReadsResources.Any(verb => StartsWith(rpc, verb));

    /// <summary>Whether the RPC is a write. Every RPC without a known read verb is, so that new writes are not missed.</summary>
    public static bool IsWrite(this MethodDescriptor rpc) => !rpc.ReadsStored() && !Computes.Any(verb => StartsWith(rpc, verb));

    /// <summary>Whether the RPC changes an existing resource. A batch does not: the writes in it have their own etags.</summary>
    public static bool ChangesExisting(this MethodDescriptor rpc) =>
        rpc.IsWrite() && rpc.Name != "BatchWrite" && !Creates.Any(verb => StartsWith(rpc, verb));

    static bool StartsWith(MethodDescriptor rpc, string verb) =>
        rpc.Name.StartsWith(verb, StringComparison.Ordinal) && (rpc.Name.Length == verb.Length || char.IsUpper(rpc.Name[verb.Length]));
}
