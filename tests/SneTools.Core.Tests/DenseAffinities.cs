namespace SneTools.Tests;

/// <summary>Affinities with all they say laid out.</summary>
internal sealed class DenseAffinities(Affinities affinities, ThreadTeam team)
{
    public Affinities Affinities => affinities;

    /// <summary>n × n: row i holds p(j|i).</summary>
    public Matrix Probabilities { get; } = affinities.ToMatrix(team);

    public IReadOnlyList<double> Precision => affinities.Precision;

    public IReadOnlyList<double> Entropy => affinities.Entropy;

    public int SaturatedRows => affinities.SaturatedRows;

    public IReadOnlyList<int> IsolatedRows { get; } = affinities.FindIsolatedRows(team);

    public IReadOnlyList<string> Warnings => DataWarnings.Of(SaturatedRows, IsolatedRows);

    public ConditionalDistribution[] Distributions { get; } = [.. affinities.Distributions(team)];
}
