using KosovoNato.Hosting;
using KosovoNato.Recognitions;

return await ServiceProgram.RunAsync(args, () => RecognitionsModule.Build(args));
