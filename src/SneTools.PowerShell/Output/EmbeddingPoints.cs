using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace SneTools.PowerShell;

/// <summary>The points of an embedding as objects, for the property that the module's type file adds.</summary>
public static class EmbeddingPoints
{
    private static readonly ConditionalWeakTable<Embedding, PSObject[]> Cache = [];

    /// <summary>One object for every point, with the labels and Y1 … Yl; made once for every embedding.</summary>
    /// <param name="embedding">The embedding.</param>
    public static PSObject[] Of(Embedding embedding) =>
        Cache.GetValue(embedding, static key => [.. MappedRows.Points(key)]);

    /// <summary>The parameters that made the map which a data set was read from; null where its file does not say.</summary>
    /// <param name="data">The data set.</param>
    public static System.Collections.Specialized.OrderedDictionary? Parameters(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return RunParameters.Read(data.Metadata);
    }
}
