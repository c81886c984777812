using KosovoNato.Hosting;
using KosovoNato.Milestones;

return await ServiceProgram.RunAsync(() => MilestonesModule.Build(args));
