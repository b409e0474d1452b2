namespace SneTools;

/// <summary>An engine over all pairs: of a cost, or of its repulsion alone.</summary>
internal interface IPairEngine : IGradientEngine, IRepulsion, IDisposable
{
}
