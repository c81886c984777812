using KosovoNato.Dashboard;
using KosovoNato.Hosting;

return await ServiceProgram.RunAsync(() => DashboardModule.Build(args));
