namespace SneTools;

/// <summary>What limited-memory BFGS knows of the curvature: the last moves of the map, and the changes of the gradient over them, in arrays that
/// are made once and used in turn.</summary>
internal sealed class CurvaturePairs
{
    /// <summary>The most pairs that are kept.</summary>
    public const int Memory = 20;

    // One more than are kept: the next pair is written before it is known whether it is kept.
    private readonly double[]?[] _moves = new double[]?[Memory + 1];
    private readonly double[]?[] _changes = new double[]?[Memory + 1];
    private readonly double[] _curvatures = new double[Memory + 1];
    private int _first;

    /// <summary>How many pairs there are.</summary>
    public int Count { get; private set; }

    /// <summary>A move of the map; pairs are counted from the oldest, 0.</summary>
    public double[] Move(int k) => _moves[Place(k)]!;

    /// <summary>The change of the gradient over a move.</summary>
    public double[] Change(int k) => _changes[Place(k)]!;

    /// <summary>The product of a move and its change, greater than 0.</summary>
    public double Curvature(int k) => _curvatures[Place(k)];

    /// <summary>Arrays for the next pair, of any contents.</summary>
    /// <param name="length">Their length.</param>
    public (double[] Move, double[] Change) Next(int length)
    {
        int place = Place(Count);
        return (_moves[place] ??= new double[length], _changes[place] ??= new double[length]);
    }

    /// <summary>Keeps the pair that was written to <see cref="Next"/>, in place of the oldest if there are as many as are kept.</summary>
    /// <param name="curvature">The product of its move and its change.</param>
    public void Keep(double curvature)
    {
        _curvatures[Place(Count)] = curvature;
        if (Count == Memory)
            _first = Place(1);
        else
            Count++;
    }

    /// <summary>Keeps a pair in arrays of its own.</summary>
    public void Add(double[] move, double[] change, double curvature)
    {
        (_moves[Place(Count)], _changes[Place(Count)]) = (move, change);
        Keep(curvature);
    }

    /// <summary>Forgets all pairs but the last written one, which is the next to be kept.</summary>
    public void Clear()
    {
        _first = Place(Count);
        Count = 0;
    }

    /// <summary>The same pairs in an object of its own.</summary>
    public CurvaturePairs Clone()
    {
        var result = new CurvaturePairs();
        for (int k = 0; k < Count; k++)
            result.Add((double[])Move(k).Clone(), (double[])Change(k).Clone(), Curvature(k));
        return result;
    }

    private int Place(int k) => (_first + k) % (Memory + 1);
}
