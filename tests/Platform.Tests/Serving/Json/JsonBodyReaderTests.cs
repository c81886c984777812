using System.Buffers;
using System.Text;
using System.Text.Json;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using KosovoNato.Kernel.Errors;
using KosovoNato.Milestones.V1;
using KosovoNato.Serving.Json;

namespace KosovoNato.Platform.Tests.Serving.Json;

/// <summary>The canonical form of messages, also of forms that no request of the contracts has.</summary>
public sealed class JsonBodyReaderTests
{
    [Fact]
    public void Objects_are_read_to_the_same_depth_as_by_the_library()
    {
        Assert.Empty(Read(ProposeMilestoneRequest.Descriptor, Nested(62)).Fields);
        var (fields, _) = Read(ProposeMilestoneRequest.Descriptor, Nested(63));
        Assert.StartsWith("milestone.criterion.negation.negation.", Assert.Single(fields), StringComparison.Ordinal);
        Assert.Single(Read(ProposeMilestoneRequest.Descriptor, Nested(200_000)).Fields);

        static string Nested(int depth)
        {
            var negations = depth - 1;
            return "{\"milestone\":{\"criterion\":" + string.Concat(Enumerable.Repeat("{\"negation\":", negations)) + "{}"
                + new string('}', negations + 2);
        }
    }

    [Theory]
    [InlineData("""{"metadata":{"a":"1","b":"2"}}""", "")]
    [InlineData("""{"metadata":{"a":"1","a":"2"}}""", "metadata[a]")]
    [InlineData("""{"metadata":{"a":1}}""", "metadata[a]")]
    [InlineData("""{"metadata":[]}""", "metadata")]
    public void A_map_has_each_key_only_once(string body, string field)
    {
        var (fields, canonical) = Read(ErrorInfo.Descriptor, body);
        Assert.Equal(field.Length == 0 ? [] : [field], fields);
        Assert.True(field.Length > 0 || canonical == body, canonical);
    }

    [Fact]
    public void Infinite_numbers_stay_words()
    {
        var (fields, canonical) = Read(Observation.Descriptor, """{"value":"-Infinity"}""");
        Assert.Empty(fields);
        Assert.Equal("""{"value":"-Infinity"}""", canonical);
    }

    static (string[] Fields, string Canonical) Read(MessageDescriptor message, string body)
    {
        var violations = new FieldViolations();
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new() { SkipValidation = true }))
        {
            new JsonBodyReader(Encoding.UTF8.GetBytes(body), writer).Read(new(message, violations, new()));
        }

        var fields = violations.Any
            ? violations.ToException().ToRpcException().GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations.Select(v => v.Field)
            : [];
        return ([.. fields], Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
