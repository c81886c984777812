using KosovoNato.OpenApi;

if (args is not [var folder])
{
    Console.Error.WriteLine("Usage: OpenApi FOLDER. Writes the OpenAPI document of each service into the folder.");
    return 64;
}

foreach (var (service, document) in await ServiceDocuments.AllAsync())
{
    await File.WriteAllBytesAsync(Path.Combine(folder, $"{service}.json"), document);
}

return 0;
