using Google.Protobuf.Reflection;

namespace KosovoNato.Contract.Tests.Rules;

/// <summary>What the name of an RPC says about it. A new verb of reading or creating is entered here.</summary>
internal static class Rpc
{
    static readonly string[] ReadsResources = ["Get", "List", "BatchGet", "Watch"];
    static readonly string[] Computes = ["Count", "Assess", "Benchmark", "Diff", "Explain", "Match"];
    static readonly string[] Creates = ["Register", "Draft", "Define", "Propose"];

    public static bool IsWatch(this MethodDescriptor rpc) => rpc.Name == "Watch";

    public static bool IsList(this MethodDescriptor rpc) => StartsWith(rpc, "List");

    /// <summary>Answers with stored things, as opposed to computed ones.</summary>
    public static bool ReadsStored(this MethodDescriptor rpc) => ReadsResources.Any(verb => StartsWith(rpc, verb));

    /// <summary>Everything that does not say it reads is a write, so that a new one cannot slip through.</summary>
    public static bool IsWrite(this MethodDescriptor rpc) => !rpc.ReadsStored() && !Computes.Any(verb => StartsWith(rpc, verb));

    /// <summary>Changes something that exists. A batch does not itself: the writes in it have their own etags.</summary>
    public static bool ChangesExisting(this MethodDescriptor rpc) =>
        rpc.IsWrite() && rpc.Name != "BatchWrite" && !Creates.Any(verb => StartsWith(rpc, verb));

    static bool StartsWith(MethodDescriptor rpc, string verb) =>
        rpc.Name.StartsWith(verb, StringComparison.Ordinal) && (rpc.Name.Length == verb.Length || char.IsUpper(rpc.Name[verb.Length]));
}
