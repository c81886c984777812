using KosovoNato.Platform;
using KosovoNato.Recognitions;

await using var app = PlatformHost.Build<RecognitionsApi>(args, RecognitionsModule.Schema);
await app.RunAsync();
