namespace SneTools.Tests;

/// <summary>The interpolated repulsion of a cost, with a fallback that counts its calls.</summary>
internal sealed class Interpolated : IDisposable
{
    private readonly IRepulsion _repulsion;
    private readonly Func<double> _error;

    public Interpolated(Objective objective, int n, int l, ThreadTeam team)
    {
        Fallback = new CountingRepulsion(PlainRepulsion.Create(objective));
        (_repulsion, _error) = objective.Accept(new Factory(this, n, l, team));
    }

    /// <summary>What is used where a grid would be too large.</summary>
    public CountingRepulsion Fallback { get; }

    /// <summary>The error of the gradient as the engine itself measured it.</summary>
    public double Error => _error();

    public ReadOnlySpan<double> LogRowSums => _repulsion.LogRowSums;

    public double Evaluate(Matrix map, double tolerance, Matrix gradient) => _repulsion.Evaluate(map, tolerance, gradient);

    public (Matrix Gradient, double[] LogRowSums, double Value) Evaluate(Matrix map, double tolerance)
    {
        var gradient = new Matrix(map.Rows, map.Columns);
        Array.Fill(gradient.Values, double.NaN); // It is overwritten.
        double value = Evaluate(map, tolerance, gradient);
        return (gradient, LogRowSums.ToArray(), value);
    }

    public void Dispose() => (_repulsion as IDisposable)?.Dispose();

    internal sealed class CountingRepulsion(IRepulsion repulsion) : IRepulsion
    {
        public int Created { get; set; }

        public int Calls { get; private set; }

        public ReadOnlySpan<double> LogRowSums => repulsion.LogRowSums;

        public double Evaluate(Matrix map, double tolerance, Matrix gradient)
        {
            Calls++;
            return repulsion.Evaluate(map, tolerance, gradient);
        }
    }

    private sealed class Factory(Interpolated owner, int n, int l, ThreadTeam team)
        : IObjectiveVisitor<(IRepulsion, Func<double>)>
    {
        public (IRepulsion, Func<double>) Visit<TKernel, TNormalization>(TKernel kernel)
            where TKernel : struct, IKernel
            where TNormalization : struct, INormalization
        {
            var repulsion = new GridRepulsion<TKernel, TNormalization>(
                kernel,
                n,
                l,
                () =>
                {
                    owner.Fallback.Created++;
                    return owner.Fallback;
                },
                team);
            return (repulsion, () => repulsion.Error);
        }
    }
}
