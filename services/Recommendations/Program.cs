using KosovoNato.Recommendations;

await using var app = RecommendationsModule.Build(args);
await app.RunAsync();
