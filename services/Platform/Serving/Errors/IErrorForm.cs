using KosovoNato.Kernel.Errors;

namespace KosovoNato.Serving.Errors;

/// <summary>A feature of a request whose caller reads errors in another form than the checks write them.</summary>
interface IErrorForm
{
    ApiException Convert(ApiException error);
}
