using KosovoNato.Hosting;
using KosovoNato.Recommendations;

return await ServiceProgram.RunAsync(() => RecommendationsModule.Build(args));
