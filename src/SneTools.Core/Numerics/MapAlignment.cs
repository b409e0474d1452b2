using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace SneTools;

/// <summary>The shift, rotation, reflection and scale that bring a map nearest to another one: Procrustes analysis (Schönemann &amp; Carroll
/// 1970; Gower 1975).</summary>
/// <remarks>
/// <para>Row i of one map belongs to row i of the other. Both are shifted to mean 0 and scaled to a sum of squares of 1, X and Y. The singular
/// value decomposition XᵀY = U S Vᵀ gives the rotation R = U Vᵀ and the scale tr S, and ‖Y - tr S X R‖² = 1 - (tr S)² is left.</para>
/// <para>Sums are taken in a unit that suits the map, so that coordinates of 1e300 and of 1e-300 are aligned like all others.</para>
/// </remarks>
public sealed class MapAlignment
{
    /// <summary>The share of the largest singular value up to which one is rounding: the maps do not tell how to turn along its direction.
    /// </summary>
    private const double RankTolerance = 1e-12;

    private readonly NormalizedMap _map;
    private readonly NormalizedMap _reference;
    private readonly double _trace;

    private MapAlignment(NormalizedMap map, NormalizedMap reference)
    {
        (_map, _reference) = (map, reference);
        (Rotation, _trace) = Solve(map.Rows, reference.Rows);
        IsReflected = Dense(Rotation).Determinant() < 0;
        Scale = IsDefined ? Math.ScaleB(_trace * reference.Size / map.Size, reference.Exponent - map.Exponent) : 1;
        Translation = Apply(new Matrix(1, map.Rows.Columns)).Values;
        ProcrustesDistance = MeasureDistance();
    }

    /// <summary>The rotation R, l × l and orthogonal, by which a row is multiplied from the right: y R. Where the maps leave it open, as those
    /// do whose points lie on one line, the least turn that will do.</summary>
    public Matrix Rotation { get; }

    /// <summary>True if R turns the map over: its determinant is -1.</summary>
    public bool IsReflected { get; }

    /// <summary>The scale s; 1 where all points of one of the maps are in one place.</summary>
    public double Scale { get; }

    /// <summary>What is added last, t, l numbers: a row becomes s y R + t.</summary>
    public double[] Translation { get; }

    /// <summary>False where all points of one of the maps are in one place, so that nothing tells how to turn and scale.</summary>
    public bool IsDefined => _map.Size > 0 && _reference.Size > 0;

    /// <summary>From 0, the same shape, to 1: the part of the reference's sum of squares around its mean that the aligned map leaves over. It is
    /// the same in both directions. Of two maps that have all points in one place it is 0; where one of them has, it is 1.</summary>
    public double ProcrustesDistance { get; }

    /// <summary>The root mean square distance of the reference's points from their mean.</summary>
    public double ReferenceRadius => Math.ScaleB(_reference.Size / Math.Sqrt(_reference.Rows.Rows), _reference.Exponent);

    /// <summary>Finds the alignment.</summary>
    /// <param name="map">The map to be aligned, n × l, finite, n at least 1.</param>
    /// <param name="reference">The map that it is to come near, n × l, finite; row i is the same point in both.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidMap"/>: there are no points, a coordinate is not finite, or the maps do not have
    /// the same size.</exception>
    public static MapAlignment Fit(Matrix map, Matrix reference)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(reference);
        if (map.Columns != reference.Columns)
            throw new SneException(SneError.InvalidMap, $"A map of {map.Columns} {Dimensions(map)} cannot be aligned with one of {reference.Columns}.");
        if (map.Rows != reference.Rows)
            throw new SneException(SneError.InvalidMap, $"A map of {map.Rows} points cannot be aligned with one of {reference.Rows}: every point must have its place in both.");
        if (map.Values.Length == 0)
            throw new SneException(SneError.InvalidMap, "A map without points cannot be aligned.");
        return new MapAlignment(NormalizedMap.Of(map, "the map"), NormalizedMap.Of(reference, "the reference"));
    }

    /// <summary>A map as it lies on the reference: s y R + t for every row.</summary>
    /// <param name="map">m × l: the rows that were fitted, or more of the same map.</param>
    public Matrix Apply(Matrix map)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (IsDefined)
            return _reference.Restore(Turn(_map.Normalize(map)), _trace);
        Matrix result = map.Clone();
        double[] center = _map.Center();
        double[] target = _reference.Center();
        for (int i = 0; i < result.Rows; i++)
        {
            Span<double> place = result.Row(i);
            for (int c = 0; c < place.Length; c++)
                place[c] = place[c] - center[c] + target[c];
        }

        return result;
    }

    /// <summary>A map turned around the origin, neither shifted nor scaled: y R for every row.</summary>
    /// <param name="map">m × l.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidMap"/>: the map has another dimension.</exception>
    public Matrix Turn(Matrix map)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (map.Columns != Rotation.Rows)
            throw new SneException(SneError.InvalidMap, $"A map of {map.Columns} {Dimensions(map)} cannot be turned like one of {Rotation.Rows}.");
        var result = new Matrix(map.Rows, map.Columns);
        for (int i = 0; i < map.Rows; i++)
        {
            ReadOnlySpan<double> row = map.Row(i);
            Span<double> place = result.Row(i);
            for (int c = 0; c < row.Length; c++)
            {
                ReadOnlySpan<double> direction = Rotation.Row(c);
                for (int d = 0; d < row.Length; d++)
                    place[d] += row[c] * direction[d];
            }
        }

        return result;
    }

    /// <summary>How far points of the reference are from their places in the aligned map, in the reference's units.</summary>
    /// <param name="aligned">m × l: the aligned map, of <see cref="Apply"/>.</param>
    /// <param name="reference">m × l; row i is the same point in both.</param>
    public double[] Displacements(Matrix aligned, Matrix reference)
    {
        ArgumentNullException.ThrowIfNull(aligned);
        ArgumentNullException.ThrowIfNull(reference);
        int unit = IsDefined ? _reference.Exponent : Math.Max(_map.Exponent, _reference.Exponent);
        var result = new double[aligned.Rows];
        for (int i = 0; i < result.Length; i++)
        {
            ReadOnlySpan<double> a = aligned.Row(i);
            ReadOnlySpan<double> b = reference.Row(i);
            double square = 0;
            for (int c = 0; c < a.Length; c++)
            {
                double difference = Math.ScaleB(a[c], -unit) - Math.ScaleB(b[c], -unit);
                square += difference * difference;
            }

            result[i] = Math.ScaleB(Math.Sqrt(square), unit);
        }

        return result;
    }

    private double MeasureDistance()
    {
        if (!IsDefined)
            return _map.Size == _reference.Size ? 0 : 1;

        // 1 - (tr S)² would know no difference below 1e-16, and of nearly equal maps nothing at all.
        Matrix turned = Turn(_map.Rows);
        double sum = 0;
        for (int k = 0; k < turned.Values.Length; k++)
        {
            double difference = (_trace * turned.Values[k]) - _reference.Rows.Values[k];
            sum += difference * difference;
        }

        return Math.Min(1, sum);
    }

    /// <summary>The rotation, and the sum of the singular values.</summary>
    private static (Matrix Rotation, double Trace) Solve(Matrix map, Matrix reference)
    {
        var products = new Matrix(map.Columns, map.Columns);
        for (int i = 0; i < map.Rows; i++)
        {
            ReadOnlySpan<double> a = map.Row(i);
            ReadOnlySpan<double> b = reference.Row(i);
            for (int c = 0; c < a.Length; c++)
            {
                Span<double> row = products.Row(c);
                for (int d = 0; d < b.Length; d++)
                    row[d] += a[c] * b[d];
            }
        }

        Svd<double> svd = Dense(products).Svd();
        int rank = svd.S.Count(value => value > RankTolerance * svd.S[0]);
        Matrix<double> rotation = svd.U * Least(svd, rank) * svd.VT;
        return (Matrix.FromArray(rotation.ToArray()), svd.S.Sum());
    }

    /// <summary>What stands between U and Vᵀ: the identity, and in the directions that the maps leave open what comes nearest to not turning
    /// at all.</summary>
    private static Matrix<double> Least(Svd<double> svd, int rank)
    {
        int l = svd.S.Count;
        Matrix<double> middle = Matrix<double>.Build.DenseIdentity(l);
        if (rank == l)
            return middle;
        Matrix<double> open = svd.U.SubMatrix(0, l, rank, l - rank).TransposeThisAndMultiply(svd.VT.SubMatrix(rank, l - rank, 0, l).Transpose());
        Svd<double> nearest = open.Svd();
        middle.SetSubMatrix(rank, rank, nearest.U * nearest.VT);
        return middle;
    }

    private static Matrix<double> Dense(Matrix matrix) => Matrix<double>.Build.DenseOfArray(matrix.ToArray());

    private static string Dimensions(Matrix map) => map.Columns == 1 ? "dimension" : "dimensions";
}
