using System.Globalization;
using System.Reflection;

namespace SneTools.Tests;

/// <summary>Whatever options say, work over a small table ends in a result of finite numbers or in an error of ours, and can be ended.</summary>
/// <remarks>Options are taken by reflection, so that none is forgotten. SNETOOLS_FUZZ sets how many draws there are.</remarks>
public class OptionFuzzTests(ITestOutputHelper output)
{
    private const int UsualCount = 2000;
    private static readonly double[] Doubles = [0, -0.0, 1, -1, 0.5, 2, 3, 29, 30, 1e-320, 1e-9, 1e9, 1e300, -1e300, double.MaxValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity];
    private static readonly int[] Integers = [0, 1, -1, 2, 3, 5, 11, 12, 13, 1000, 1 << 20, int.MaxValue, int.MinValue];

    private static readonly Dataset Few = Samples.Named(Samples.Normal(12, 3, 1));

    private static int Count => (int.TryParse(Environment.GetEnvironmentVariable("SNETOOLS_FUZZ"), CultureInfo.InvariantCulture, out int count) ? count : UsualCount) / 4;

    [Fact]
    public void Of_a_run() => Fuzz((random, cancellation) =>
    {
        EmbeddingOptions options = Bend(new EmbeddingOptions(), random);
        DescentOptions descent = Bend(new DescentOptions { MaxIteration = 3 }, random);
        return StochasticNeighborEmbedding.Fit(Few, options with { Descent = descent, Objective = new Objective((SneMethod)random.Next(4), random.Next(4) == 0 ? One(Doubles, random) : 1) }, null, cancellation).Map;
    });

    [Fact]
    public void Of_probabilities() => Fuzz((random, cancellation) =>
    {
        using var team = new ThreadTeam(1, cancellation);
        var width = KernelWidth.Of(
            (AffinityKind)random.Next(4), Maybe(Doubles, random), Maybe(Doubles, random), random.Next(3) == 0 ? [One(Doubles, random), One(Doubles, random)] : null);
        return Affinities.Create(Few, Bend(new AffinityOptions { Width = width }, random), team).ToMatrix(team);
    });

    [Fact]
    public void Of_a_gradient_check() => Fuzz((random, cancellation) =>
    {
        using var team = new ThreadTeam(1, cancellation);
        Affinities affinities = Affinities.Create(Few, new AffinityOptions { Width = KernelWidth.OfPerplexity(3) }, team);
        GradientCheck.Run(affinities, Samples.Normal(12, 2, 3), Bend(new GradientCheckOptions(), random), team);
        return null;
    });

    [Fact]
    public void Of_measures() => Fuzz((random, cancellation) =>
    {
        using var team = new ThreadTeam(1, cancellation);
        QualityCheck.Run(Samples.Normal(12, 2, 3), Few.Values, null, Bend(new QualityOptions { NeighborCount = 3 }, random), team);
        return null;
    });

    private static T One<T>(T[] values, Random random) => values[random.Next(values.Length)];

    private static double? Maybe(double[] values, Random random) => random.Next(2) == 0 ? null : One(values, random);

    /// <summary>Options of which one to three say something else.</summary>
    private static T Bend<T>(T options, Random random)
        where T : class
    {
        PropertyInfo[] properties = [.. typeof(T).GetProperties().Where(property => property.SetMethod is { IsPublic: true } && Value(property.PropertyType, random) is not null)];
        object bent = typeof(T).GetMethod("<Clone>$")!.Invoke(options, null)!;
        for (int left = random.Next(4); left > 0; left--)
        {
            PropertyInfo property = One(properties, random);
            property.SetValue(bent, Value(property.PropertyType, random));
        }

        return (T)bent;
    }

    /// <summary>A value of a type, likely or not; null for a type that has no such values.</summary>
    private static object? Value(Type type, Random random)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(double) ? One(Doubles, random)
            : type == typeof(int) ? One(Integers, random)
            : type == typeof(bool) ? random.Next(2) == 0
            : type.IsEnum ? Enum.ToObject(type, random.Next(-1, Enum.GetValues(type).Length + 1))
            : null;
    }

    private void Fuzz(Func<Random, CancellationToken, Matrix?> work)
    {
        int done = 0;
        int ended = 0;
        for (int number = 0; number < Count; number++)
        {
            using var source = new CancellationTokenSource(500);
            Matrix? result = null;
            Exception? error = Record.Exception(() => result = work(new Random(number), source.Token));
            Assert.True(error is null or SneException || (error is OperationCanceledException && source.IsCancellationRequested), $"Draw {number}: {error}");
            Assert.True(result is null || result.Values.All(double.IsFinite), $"Draw {number}: the result is not finite.");
            done += error is null ? 1 : 0;
            ended += error is OperationCanceledException ? 1 : 0;
        }

        output.WriteLine($"{Count} draws, {done} of them done, {ended} ended.");
        Assert.InRange(done, Count / 20, Count);
    }
}
