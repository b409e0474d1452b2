namespace SneTools;

/// <summary>A formula for the gradient: the right one, two that a derivation by hand can end with, or one of your own.</summary>
public sealed class GradientFormula
{
    private readonly Func<Matrix, Matrix, Matrix, Matrix>? _gradient;

    /// <summary>Creates a formula of one's own, to be judged beside the others.</summary>
    /// <param name="name">What reports call it.</param>
    /// <param name="gradient">∂C/∂y, n × l, from P and Q, n × n each, and the map, n × l. Element (i, j) of P is p(j|i) for a conditional
    /// cost and pᵢⱼ for a joint one, times the exaggeration; Q holds the same of the map, by the method's kernel. It is called once, on the
    /// thread that judges, with copies that it may change.</param>
    public GradientFormula(string name, Func<Matrix, Matrix, Matrix, Matrix> gradient)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(gradient);
        Name = name;
        _gradient = gradient;
    }

    private GradientFormula(string name) => Name = name;

    /// <summary>2 Σⱼ φᵢⱼ (yᵢ-yⱼ)(Pˢᵢⱼ-Qˢᵢⱼ), the derivative of the cost (Hinton &amp; Roweis 2002, eq. 5).</summary>
    public static GradientFormula Analytic { get; } = new(nameof(Analytic));

    /// <summary>Σⱼ [2(yᵢ-yⱼ)p(j|i) - 2(yᵢ-yⱼ)q(j|i)p(j|i)] + Σⱼ [2(yⱼ-yᵢ)p(i|j) - 2(yⱼ-yᵢ)q(i|j)p(i|j)]: the note's last
    /// line. The sign of the second sum is wrong, and a factor p is left on the q terms.</summary>
    public static GradientFormula Printed { get; } = new(nameof(Printed));

    /// <summary>The line before it, the same without any p: Σⱼ [2(yᵢ-yⱼ) - 2(yᵢ-yⱼ)q(j|i)] + Σⱼ [2(yⱼ-yᵢ) - 2(yⱼ-yᵢ)q(i|j)].
    /// </summary>
    public static GradientFormula PrintedUnweighted { get; } = new(nameof(PrintedUnweighted));

    /// <summary>The formulas that have a name here.</summary>
    public static IReadOnlyList<GradientFormula> Known { get; } = new[] { Analytic, Printed, PrintedUnweighted };

    /// <summary>What reports call it.</summary>
    public string Name { get; }

    /// <summary>True for a formula of one's own.</summary>
    public bool IsOwn => _gradient is not null;

    /// <summary>True for the note's formulas, which are about its cost alone.</summary>
    internal bool IsOfNote => this == Printed || this == PrintedUnweighted;

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The gradient by a formula of one's own.</summary>
    /// <param name="p">P as the cost has it, n × n.</param>
    /// <param name="q">Q, n × n.</param>
    /// <param name="map">n × l.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidFormula"/>: what it gives is no gradient of this map.</exception>
    internal Matrix Compute(Matrix p, Matrix q, Matrix map)
    {
        Matrix? gradient = _gradient!(p.Clone(), q.Clone(), map.Clone());
        if (gradient is null || gradient.Rows != map.Rows || gradient.Columns != map.Columns)
        {
            string found = gradient is null ? "gave nothing" : $"gave {gradient.Rows} x {gradient.Columns} numbers";
            throw new SneException(
                SneError.InvalidFormula,
                $"The formula {Name} {found}; the gradient of a map of {map.Rows} points has {map.Rows} x {map.Columns}, a row for each point.",
                column: nameof(GradientReport.Formula));
        }

        for (int i = 0; i < gradient.Rows; i++)
        {
            for (int c = 0; c < gradient.Columns; c++)
            {
                if (!double.IsFinite(gradient[i, c]))
                {
                    throw new SneException(
                        SneError.InvalidFormula,
                        FormattableString.Invariant($"The formula {Name} gave {gradient[i, c]} for point {i} (counted from 0), coordinate {c + 1}; a gradient has finite numbers."),
                        i + 1,
                        nameof(GradientReport.Formula));
                }
            }
        }

        return gradient;
    }
}
