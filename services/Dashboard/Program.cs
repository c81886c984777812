using KosovoNato.Dashboard;
using KosovoNato.Hosting;

return await ServiceProgram.RunAsync(args, () => DashboardModule.Build(args));
