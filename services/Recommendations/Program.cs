using KosovoNato.Hosting;
using KosovoNato.Recommendations;

return await ServiceProgram.RunAsync(args, () => RecommendationsModule.Build(args));
