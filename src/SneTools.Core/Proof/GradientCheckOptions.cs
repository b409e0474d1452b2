namespace SneTools;

/// <summary>What a gradient check judges, and how.</summary>
public sealed record GradientCheckOptions
{
    /// <summary>The cost.</summary>
    public Objective Objective { get; init; } = new();

    /// <summary>The formulas to judge. Those that the note prints belong to <see cref="SneMethod.Sne"/> alone; one's own are judged by any
    /// cost.</summary>
    public IReadOnlyList<GradientFormula> Formulas { get; init; } = [GradientFormula.Analytic];

    /// <summary>The engine that computes <see cref="GradientFormula.Analytic"/>; Auto means the exact one.</summary>
    public EngineKind Engine { get; init; }

    /// <summary>The precision of the engine that computes <see cref="GradientFormula.Analytic"/>; Auto means double.
    /// </summary>
    public NumericPrecision Precision { get; init; }

    /// <summary>Factor on the attraction, at least 0; 1 for the cost itself.</summary>
    public double Exaggeration { get; init; } = 1;

    /// <summary>Half the distance between the two places of a point in a difference, in units of the map. By default
    /// small beside the kernel's width, which is 1, and large beside the spacing of doubles: with Richardson's rule both
    /// errors then stay near 1e-11.</summary>
    public double Step { get; init; } = 1e-3;

    /// <summary>The largest relative error that passes; null for 1e-6, for 1e-4 in single precision, where the
    /// forces on a point carry about seven digits and may cancel, and for the 1e-3 that engines for many points
    /// promise.</summary>
    public double? Tolerance { get; init; }

    /// <summary>The most points at which differences are taken; of more points a random sample is.</summary>
    public int SampleCount { get; init; } = DefaultSampleCount;

    /// <summary>Seed of the sample and the directions.</summary>
    public int Seed { get; init; }

    /// <summary>The most points at which differences are taken, unless a number is asked for.</summary>
    internal const int DefaultSampleCount = 2000;

    /// <summary>The largest relative error that passes in single precision.</summary>
    internal const double SingleTolerance = 1e-4;

    /// <summary>The tolerance in force.</summary>
    public double EffectiveTolerance =>
        Tolerance ?? (IsApproximate ? 1e-3 : Precision == NumericPrecision.Single ? SingleTolerance : 1e-6);

    /// <summary>True when the engine does not visit all pairs.</summary>
    public bool IsApproximate => Engine is EngineKind.Interpolated or EngineKind.Multipole;

    /// <summary>Throws when an option is out of range.</summary>
    /// <exception cref="SneException"><see cref="SneError.InvalidOption"/>.</exception>
    public void Validate()
    {
        Objective.Validate();
        OptionRange.Require(Step > 0 && double.IsFinite(Step), nameof(Step), Step, "greater than 0");
        OptionRange.Require(EffectiveTolerance >= 0, nameof(Tolerance), EffectiveTolerance, "at least 0");
        OptionRange.Require(Exaggeration >= 0 && double.IsFinite(Exaggeration), nameof(Exaggeration), Exaggeration, "at least 0");
        OptionRange.Require(SampleCount >= 1, nameof(SampleCount), SampleCount, "at least 1");
        GradientFormula? ofNote = Formulas.FirstOrDefault(formula => formula.IsOfNote);
        if (ofNote is not null && (Objective.Method != SneMethod.Sne || Exaggeration != 1))
        {
            throw new SneException(
                SneError.InvalidOption,
                $"The formula {ofNote} is about the method Sne without exaggeration; use Analytic for others.",
                column: nameof(GradientReport.Formula));
        }
    }

    /// <summary>Throws when the engine cannot compute what is asked for.</summary>
    /// <param name="dimension">Dimension l of the map.</param>
    /// <exception cref="SneException">The dimension or the formula is none for this engine.</exception>
    internal void RequireEngine(int dimension)
    {
        Cost.RequireDimension(Engine, dimension);
        if (IsApproximate && Formulas.Any(formula => formula != GradientFormula.Analytic))
        {
            throw new SneException(
                SneError.InvalidOption,
                $"The formulas that the note prints, and those of your own, run over all pairs of points; the engine {Engine} computes Analytic alone.",
                column: nameof(GradientReport.Formula));
        }
    }
}
