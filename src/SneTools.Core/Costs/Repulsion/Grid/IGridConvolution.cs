namespace SneTools;

/// <summary>Turns charges on a grid into the field that they make.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal unsafe interface IGridConvolution<T> : IDisposable
    where T : unmanaged
{
    /// <summary>Gets ready for a grid. Costs little if the grid is as before.</summary>
    void Prepare(GridGeometry grid);

    /// <summary>Computes the field on the nodes. The charges are lost.</summary>
    /// <param name="nodes">Depth × height × width numbers.</param>
    /// <returns>Where the field is: in place of the charges or in a buffer of this object.</returns>
    T* Convolve(T* nodes);
}
