using Google.Protobuf.Reflection;
using Microsoft.OpenApi;

namespace KosovoNato.OpenApi;

/// <summary>The OpenAPI documents of the services.</summary>
public static class ServiceDocuments
{
    /// <summary>Creates the document of each service, as it is stored and served. The same contracts give the same bytes.</summary>
    /// <returns>The names of the services, for example "recognitions", with their documents.</returns>
    public static async Task<IReadOnlyList<(string Service, byte[] Document)>> AllAsync()
    {
        var contracts = CommentedContracts.Load();
        List<(string, byte[])> documents = [];
        foreach (var service in contracts.Services)
        {
            var document = new ServiceDocument(contracts, service).Build();
            using var text = new MemoryStream();
            await document.SerializeAsJsonAsync(text, OpenApiSpecVersion.OpenApi3_1);
            documents.Add((NameOf(service), [.. text.ToArray(), (byte)'\n']));
        }

        return documents;
    }

    internal static string NameOf(ServiceDescriptor service) => service.File.Package.Split('.')[1];
}
