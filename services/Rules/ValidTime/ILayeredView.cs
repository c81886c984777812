namespace KosovoNato.Rules.ValidTime;

/// <summary>A view over another view.</summary>
interface ILayeredView : IResourceView
{
    /// <summary>The view without this layer.</summary>
    IResourceView Underlying { get; }
}

/// <summary>Finds the layers of a view.</summary>
static class ViewLayers
{
    /// <summary>Returns the uppermost layer of a type; null if there is none.</summary>
    public static T? Layer<T>(this IResourceView view) where T : class => view switch
    {
        T layer => layer,
        ILayeredView layered => layered.Underlying.Layer<T>(),
        _ => null,
    };
}
