namespace SneTools;

/// <summary>What openTSNE, scikit-learn, Rtsne, SciPy and papers call the choices and the parameters that have another name here.</summary>
/// <remarks>Of choices neither case nor hyphens, underscores, blanks and points count. A choice may be named by another program's, where that does
/// what the choice does.</remarks>
internal static class OtherNames
{
    private static readonly Dictionary<string, Enum> Choices = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Asymmetric"] = SneMethod.Sne,
        ["AsymmetricSne"] = SneMethod.Sne,
        ["Conditional"] = SneMethod.Sne,
        ["Symmetric"] = SneMethod.SymmetricSne,
        ["SymSne"] = SneMethod.SymmetricSne,
        ["SSne"] = SneMethod.SymmetricSne,
        ["StudentSne"] = SneMethod.TSne,
        ["FitSne"] = SneMethod.TSne,
        ["BhTSne"] = SneMethod.TSne,
        ["OpenTSne"] = SneMethod.TSne,
        ["TConditional"] = SneMethod.TConditionalSne,
        ["ConditionalTSne"] = SneMethod.TConditionalSne,
        ["AsymmetricTSne"] = SneMethod.TConditionalSne,
        ["BarnesHut"] = EngineKind.Multipole,
        ["Bh"] = EngineKind.Multipole,
        ["Fmm"] = EngineKind.Multipole,
        ["Fft"] = EngineKind.Interpolated,
        ["Interpolation"] = EngineKind.Interpolated,
        ["Bfgs"] = OptimizerKind.LBfgs,
        ["Momentum"] = OptimizerKind.GradientDescent,
        ["Approx"] = NeighborSearch.Approximate,
        ["Annoy"] = NeighborSearch.Approximate,
        ["Hnsw"] = NeighborSearch.Approximate,
        ["PyNNDescent"] = NeighborSearch.Approximate,
        ["L1"] = NeighborMetric.Manhattan,
        ["CityBlock"] = NeighborMetric.Manhattan,
        ["L2"] = NeighborMetric.Euclidean,
        ["LInf"] = NeighborMetric.Chebyshev,
        ["LInfty"] = NeighborMetric.Chebyshev,
        ["LInfinity"] = NeighborMetric.Chebyshev,
    };

    private static readonly Dictionary<string, string> Parameters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["n_components"] = "Dimension",
        ["dims"] = "Dimension",
        ["Iterations"] = "MaxIteration",
        ["n_iter"] = "MaxIteration",
        ["max_iter"] = "MaxIteration",
        ["learning_rate"] = "LearningRate",
        ["eta"] = "LearningRate",
        ["early_exaggeration"] = "EarlyExaggeration",
        ["exaggeration_factor"] = "EarlyExaggeration",
        ["early_exaggeration_iter"] = "EarlyExaggerationIteration",
        ["stop_lying_iter"] = "EarlyExaggerationIteration",
        ["init"] = "Initialization",
        ["Y_init"] = "Initialization",
        ["dof"] = "DegreeOfFreedom",
        ["random_state"] = "Seed",
        ["negative_gradient_method"] = "Engine",
    };

    /// <summary>The choice of a name, its own or another; null if there is none.</summary>
    /// <param name="name">The name.</param>
    public static T? Find<T>(string name)
        where T : struct, Enum
    {
        string plain = string.Concat(name.Where(char.IsLetterOrDigit));
        return Choices.TryGetValue(plain, out Enum? other) && other is T found ? found
            : plain.Length > 0 && !char.IsDigit(plain[0]) && Enum.TryParse(plain, ignoreCase: true, out T own) ? own
            : null;
    }

    /// <summary>The name here of a parameter; the name itself where it is no other's.</summary>
    /// <param name="name">The name.</param>
    public static string OfParameter(string name) => Parameters.GetValueOrDefault(name, name);
}
