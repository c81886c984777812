using KosovoNato.Hosting;
using KosovoNato.Recognitions;

return await ServiceProgram.RunAsync(() => RecognitionsModule.Build(args));
