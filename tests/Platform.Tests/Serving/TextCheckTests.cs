using System.Collections;
using System.Net;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using KosovoNato.Kernel.Errors;
using KosovoNato.Platform.Tests.Access;
using KosovoNato.Platform.Tests.Access.Abuse;
using KosovoNato.Platform.Tests.Serving.Json;
using KosovoNato.Recognitions.V1;
using KosovoNato.Serving.Access;
using KosovoNato.Serving.Writes;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Serving;

/// <summary>No write records text that is not text, in any field, in any protocol.</summary>
public sealed class TextCheckTests(SharedStores stores)
{
    [Fact]
    public void Every_text_of_every_write_is_checked()
    {
        var count = 0;
        foreach (var rpc in RpcPermissions.Services.SelectMany(service => service.Write.Select(service.Service.FindMethodByName)))
        {
            for (var seed = 0; seed < 5; seed++)
            {
                foreach (var (path, set) in Texts(ValidMessages.Of(rpc.InputType, new Random(seed)), out var message))
                {
                    set("a\0b");
                    var violations = new FieldViolations();
                    TextChecks.Check(message, violations);
                    Assert.Equal([path], Fields(violations));
                    set("a");
                    count++;
                }
            }
        }

        Assert.True(count > 1_000, $"Only {count} texts were checked.");
    }

    [Theory]
    [InlineData("\u200B\u2060", "source.title")]
    [InlineData("a\0", "source.title")]
    [InlineData("two\nlines", "source.title")]
    public async Task A_text_is_rejected_with_its_field_by_grpc_and_json(string title, string field)
    {
        await using var service = await RunningService.StartAsync("recognitions", (await stores.Of(StoreBackend.Redis)).Configuration);
        var rpc = new RecognitionService.RecognitionServiceClient(service.Invoker);
        var source = new Source { Name = "sources/a", Title = title, Kind = SourceKind.Page };
        var request = new RegisterSourceRequest { Source = source, RequestId = Guid.NewGuid().ToString() };
        var error = await Assert.ThrowsAsync<RpcException>(
            () => rpc.RegisterSourceAsync(request, cancellationToken: TestContext.Current.CancellationToken).ResponseAsync);
        Assert.Equal([field], FieldsOf(error));

        var batch = new BatchWriteRequest
        {
            RequestId = request.RequestId,
            Writes = { new RecognitionsWrite { RegisterSource = new() { Source = source } } },
        };
        error = await Assert.ThrowsAsync<RpcException>(
            () => rpc.BatchWriteAsync(batch, cancellationToken: TestContext.Current.CancellationToken).ResponseAsync);
        Assert.Equal([$"writes[0].register_source.{field}"], FieldsOf(error));

        using var caller = new JsonCaller(service);
        var answer = await caller.PostAsync("/v1/sources:register", JsonFormatter.Default.Format(request));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([field], answer.Fields);
        Assert.Equal(0, service.Revision);
        service.Errors.AssertNone();
    }

    [Fact]
    public async Task Invalid_utf_8_is_not_replaced()
    {
        await using var service = await RunningService.StartAsync("recognitions", (await stores.Of(StoreBackend.Redis)).Configuration);
        var request = new RegisterSourceRequest
        {
            Source = new() { Name = "sources/a", Title = "title", Kind = SourceKind.Page },
            RequestId = Guid.NewGuid().ToString(),
        }.ToByteArray();
        request[request.AsSpan().IndexOf("title"u8)] = 0xFF;
        var answer = await service.Bearer("RegisterSource", RunningService.Key, request);
        Assert.Equal(new(StatusCode.InvalidArgument, "INVALID_REQUEST"), answer);
        Assert.Equal(0, service.Revision);
    }

    /// <summary>Returns every text in a message: its path, and a function that changes it.</summary>
    static List<(string Path, Action<string> Set)> Texts(IMessage message, out IMessage same)
    {
        same = message;
        List<(string, Action<string>)> texts = [];
        Collect(message, "");
        return texts;

        void Collect(IMessage inside, string prefix)
        {
            foreach (var field in inside.Descriptor.Fields.InDeclarationOrder().Where(field => !field.IsMap))
            {
                var value = field.Accessor.GetValue(inside);
                if (value is IList list)
                {
                    for (var i = 0; i < list.Count; i++)
                    {
                        var place = i;
                        Add(list[i], $"{prefix}{field.Name}[{i}]", text => list[place] = text);
                    }
                }
                else if (field.FieldType != FieldType.String || !field.HasPresence || field.Accessor.HasValue(inside))
                {
                    Add(value, prefix + field.Name, text => field.Accessor.SetValue(inside, text));
                }
            }
        }

        void Add(object? value, string path, Action<string> set)
        {
            if (value is IMessage nested)
            {
                Collect(nested, path + ".");
            }
            else if (value is string)
            {
                texts.Add((path, set));
            }
        }
    }

    static IEnumerable<string> Fields(FieldViolations violations) =>
        violations.Any ? FieldsOf(violations.ToException().ToRpcException()) : [];

    static IEnumerable<string> FieldsOf(RpcException error) =>
        error.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations.Select(violation => violation.Field);
}
