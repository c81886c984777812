using KosovoNato.Dashboard;

await using var app = DashboardModule.Build(args);
await app.RunAsync();
