using KosovoNato.Milestones;

await using var app = MilestonesModule.Build(args);
await app.RunAsync();
