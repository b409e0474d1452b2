using BenchmarkDotNet.Attributes;

namespace SneTools.Benchmarks;

/// <summary>One exact gradient step, and the affinities before it.</summary>
[MemoryDiagnoser]
#pragma warning disable CA1063, CA1816 // BenchmarkDotNet derives from the class, and ends it as an ordinary one.
public class StepBenchmark : IDisposable
{
    private ThreadTeam _team = null!;
    private Matrix _points = null!;
    private Matrix _map = null!;
    private Matrix _gradient = null!;
    private Cost _engine = null!;

    /// <summary>Number of points.</summary>
    [Params(2000, 10000)]
    public int Count { get; set; }

    /// <summary>The method.</summary>
    [Params(SneMethod.Sne, SneMethod.SymmetricSne, SneMethod.TSne, SneMethod.TConditionalSne)]
    public SneMethod Method { get; set; }

    /// <summary>The precision.</summary>
    [Params(NumericPrecision.Single, NumericPrecision.Double)]
    public NumericPrecision Precision { get; set; }

    /// <summary>Makes the data and the engine.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _team = new ThreadTeam(Environment.ProcessorCount);
        _points = MapInitialization.Random(Count, 50, 1, 1);
        _map = MapInitialization.Random(Count, 2, 3, 2);
        _gradient = new Matrix(Count, 2);
        _engine = Affinities();
    }

    /// <summary>Ends the threads.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _engine.Dispose();
        _team.Dispose();
    }

    /// <summary>Cost and gradient of one map.</summary>
    [Benchmark]
    public double Step() => _engine.Evaluate(_map, 1, _gradient).Divergence;

    /// <summary>Distances, perplexities and attraction.</summary>
    [Benchmark]
    public Cost Affinities() =>
        StepTable.Prepare(_points, Method, Precision, _team);
}
