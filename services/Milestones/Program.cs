using KosovoNato.Hosting;
using KosovoNato.Milestones;

return await ServiceProgram.RunAsync(args, () => MilestonesModule.Build(args));
