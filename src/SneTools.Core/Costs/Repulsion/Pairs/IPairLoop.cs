namespace SneTools;

/// <summary>A loop over all pairs: of a whole cost, or of its repulsion alone.</summary>
internal interface IPairLoop : ICost, IRepulsion, IDisposable
{
}
