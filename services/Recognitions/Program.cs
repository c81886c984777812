using KosovoNato.Recognitions;

await using var app = RecognitionsModule.Build(args);
await app.RunAsync();
