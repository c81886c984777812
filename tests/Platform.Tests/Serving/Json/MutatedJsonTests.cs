using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf.Reflection;
using KosovoNato.Platform.Tests.Access.Abuse;
using KosovoNato.Serving.Access;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Serving.Json;

/// <summary>
/// Every change of a valid body or address is answered like the valid one, or rejected with the changed field. The samples and the changes
/// are made from the contracts, for every RPC in both of its JSON forms.
/// </summary>
public sealed partial class MutatedJsonTests(SharedStores stores)
{
    const int ChangedFields = 3;

    static int PerRpc => StressMode.Rounds(4, 20, 400);

    // One component reads the requests of all services.
    public static TheoryData<string> Services => [.. RpcPermissions.Services.Select(
        service => new TheoryDataRow<string>(service.Name) { Explicit = service.Name != "recognitions" })];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_mutated_request_gets_the_response_of_the_valid_one_or_a_rejection_that_names_the_field(string name)
    {
        await using var service = await RunningService.StartAsync(name, (await stores.Of(StoreBackend.Redis)).Configuration);
        using var caller = new JsonCaller(service);
        Dictionary<string, int> seen = [];
        for (var round = 0; round < PerRpc; round++)
        {
            foreach (var rpc in service.Descriptor.Methods)
            {
                // A failure is reproduced by its RPC and round.
                var random = new Random(rpc.Index + (1_000 * round));
                var rule = rpc.GetOptions().GetExtension(AnnotationsExtensions.Http);
                var json = JsonSample.Of(ValidMessages.Of(rpc.InputType, random));
                foreach (var binding in rule.AdditionalBindings.Prepend(rule))
                {
                    await (binding.Body.Length > 0
                        ? TryBodiesAsync(caller, rpc, binding.Post, json, random, seen)
                        : TryAddressesAsync(caller, rpc, binding.Get, json, random, seen));
                }
            }
        }

        service.Errors.AssertNone();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", seen.Select(kind => $"{kind.Value} {kind.Key}")));
        Assert.All(["accepted", "misspell", "double", "nest", "retype", "rename", "reform"],
            kind => Assert.True(seen.GetValueOrDefault(kind) > 0, $"There was no {kind}."));
    }

    static async Task TryBodiesAsync(
        JsonCaller caller, MethodDescriptor rpc, string path, JsonObject json, Random random, Dictionary<string, int> seen)
    {
        var valid = await caller.PostAsync(path, json.ToJsonString());
        Count(seen, valid.IsAccepted ? "accepted" : "rejected");
        foreach (var set in Choose(JsonSample.Fields(json, rpc.InputType), random))
        {
            foreach (var mutation in JsonMutation.All(set, random))
            {
                Count(seen, mutation.Kind);
                var body = JsonSample.With(json, set, mutation.Members);
                Check(valid, await caller.PostAsync(path, body), mutation.Rejected, $"{mutation.Kind}: POST {path} {body}");
            }
        }
    }

    static async Task TryAddressesAsync(
        JsonCaller caller, MethodDescriptor rpc, string path, JsonObject json, Random random, Dictionary<string, int> seen)
    {
        var inPath = Variable().Match(path).Groups[1].Value;
        SetField[] sets = [.. JsonSample.Fields(json, rpc.InputType).Where(set => set.Path != inPath && AddressMutation.IsPossible(set))];
        path = Variable().Replace(path, match => match.Groups[2].Value.Replace("*", "AL", StringComparison.Ordinal));
        var valid = await caller.GetAsync(Address(path, sets.SelectMany(AddressMutation.PairsOf)));
        Count(seen, valid.IsAccepted ? "accepted" : "rejected");
        foreach (var set in Choose(sets, random))
        {
            foreach (var mutation in AddressMutation.All(set, random))
            {
                Count(seen, mutation.Kind);
                var pairs = sets.SelectMany(other => other == set ? mutation.Pairs : AddressMutation.PairsOf(other));
                var address = Address(path, pairs);
                Check(valid, await caller.GetAsync(address), mutation.Rejected, $"{mutation.Kind}: GET {address}");
            }
        }
    }

    static void Check(JsonAnswer valid, JsonAnswer answer, string? rejected, string request)
    {
        if (rejected is null)
        {
            // An accepted write has its answer by its request ID, so the same answer means that the same message was read.
            var isWrite = valid.IsAccepted && request.Contains("requestId", StringComparison.Ordinal);
            Assert.True((valid.Status, valid.Reason) == (answer.Status, answer.Reason) && (!isWrite || valid.Text == answer.Text),
                $"{request}\nis answered with {answer.Status} {answer.Text}\nand not with {valid.Status} {valid.Text}");
        }
        else
        {
            Assert.True(answer.Status == HttpStatusCode.BadRequest && answer.Reason == "INVALID_REQUEST"
                && answer.Fields.Any(field => field == rejected || field.StartsWith($"{rejected}.", StringComparison.Ordinal)
                    || field.StartsWith($"{rejected}[", StringComparison.Ordinal)),
                $"{request}\nis not rejected with {rejected}: {answer.Status} {answer.Text}");
        }
    }

    static SetField[] Choose(IEnumerable<SetField> sets, Random random)
    {
        SetField[] all = [.. sets];
        return all.Length <= ChangedFields ? all : random.GetItems(all, ChangedFields);
    }

    static string Address(string path, IEnumerable<(string Name, string Value)> pairs) =>
        $"{path}?{string.Join('&', pairs.Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}"))}";

    static void Count(Dictionary<string, int> seen, string what) => seen[what] = seen.GetValueOrDefault(what) + 1;

    [GeneratedRegex(@"\{([a-z_]+)=([^}]*)\}")]
    private static partial Regex Variable();
}
