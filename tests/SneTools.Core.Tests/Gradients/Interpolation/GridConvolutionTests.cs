using System.Numerics;

namespace SneTools.Tests;

/// <summary>The two ways from charges on nodes to a field on nodes.</summary>
public unsafe class GridConvolutionTests
{
    [Theory]
    [InlineData(1, 3, 0.25, 1e-9)] // The separable one leaves out 1e-11 per axis and term.
    [InlineData(2, 3, 0.25, 1e-9)]
    [InlineData(2, 2, 0.125, 1e-9)]
    [InlineData(3, 1.5, 0.25, 1e-9)]
    [InlineData(2, 0.02, 0.005, 2e-6)] // A map far smaller than the kernel: both meet the seam of its ring.
    public void For_a_Gaussian_both_give_the_points_the_same_field(int l, double deviation, double spacing, double tolerance)
    {
        Matrix map = Samples.Normal(150, l, 3, deviation);
        AssertSame<Lanes512<double>, Lanes512<double>, double>(map, spacing, tolerance);
        AssertSame<Lanes512<double>, Lanes256<double>, double>(map, spacing, tolerance);
        if (deviation < 1)
            return; // Single precision cannot tell the differences.
        AssertSame<Lanes256<float>, Lanes512<float>, float>(map, spacing, 4e-6);
        AssertSame<Lanes256<float>, Lanes256<float>, float>(map, spacing, 4e-6);
    }

    [Theory]
    [InlineData(1)] // Cauchy.
    [InlineData(0.5)]
    [InlineData(4)]
    public void A_kernel_with_a_long_tail_has_the_same_field_in_two_parts(double degreeOfFreedom)
    {
        Matrix map = Samples.Normal(300, 2, 3, 25);
        AssertTwoParts<Lanes512<double>, Lanes512<double>, double>(map, degreeOfFreedom, 1e-9); // exp(-30) of the near part is left out.
        AssertTwoParts<Lanes512<double>, Lanes256<double>, double>(map, degreeOfFreedom, 1e-9);
        AssertTwoParts<Lanes256<float>, Lanes512<float>, float>(map, degreeOfFreedom, 2e-6); // exp(-15), and single precision.
        AssertTwoParts<Lanes256<float>, Lanes256<float>, float>(map, degreeOfFreedom, 2e-6);
    }

    [Fact]
    public void After_another_grid_the_first_one_gives_the_same_bits_again()
    {
        var small = new GridGeometry(0.25, 1, 32, 64);
        var large = new GridGeometry(0.2, 1, 96, 64);
        double[] charges = Samples.Normal((int)small.Size, 1, 3).Values;
        using var team = new ThreadTeam(1);
        foreach (IGridConvolution<double> convolution in (IGridConvolution<double>[])
            [new FourierConvolution<Lanes512<double>, double>(Gaussian, team), new SeparableConvolution<Lanes512<double>, double>(Gaussian, team)])
        {
            using IDisposable owner = convolution;
            double[] before = Convolve(convolution, small, charges);
            Convolve(convolution, large, Samples.Normal((int)large.Size, 1, 4).Values);
            Assert.Equal(before, Convolve(convolution, small, charges));
        }
    }

    private static double Gaussian(double squaredDistance) => Math.Exp(-squaredDistance);

    private static void AssertSame<TEight, TLanes, T>(Matrix map, double spacing, double tolerance)
        where TEight : struct, ILanes<TEight, T>
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var team = new ThreadTeam(2);
        double[] charges = Samples.Normal(map.Rows, 1, 8).Values;
        PlainField expected = Field(new FourierConvolution<TLanes, T>(Gaussian, team));
        PlainField actual = Field(new SeparableConvolution<TLanes, T>(Gaussian, team));
        Near.Equal(0, expected.ErrorOf(actual), tolerance);

        PlainField Field(IGridConvolution<T> convolution)
        {
            using var field = new GridField<TEight, T>(map.Rows, map.Columns, convolution, team);
            var extent = Extent.Of(map);
            field.Place(map, extent.Origin, extent.Grid(spacing));
            return PlainField.Of(field, map, charges);
        }
    }

    private static void AssertTwoParts<TEight, TLanes, T>(Matrix map, double degreeOfFreedom, double tolerance)
        where TEight : struct, ILanes<TEight, T>
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var team = new ThreadTeam(2);
        double[] charges = Samples.Normal(map.Rows, 1, 8).Values;
        IKernel kernel = degreeOfFreedom == 1 ? new CauchyKernel() : new StudentKernel(degreeOfFreedom);
        PlainField expected = Field(new FourierConvolution<TLanes, T>(Weight, team));
        PlainField actual = Field(new SplitConvolution<TLanes, TEight, T>(Weight, kernel.NearShare, team));
        Assert.NotEqual(0, expected.ErrorOf(actual));
        Near.Equal(0, expected.ErrorOf(actual), tolerance);

        double Weight(double squaredDistance) => Math.Exp(kernel.LogWeight(squaredDistance));

        PlainField Field(IGridConvolution<T> convolution)
        {
            using var field = new GridField<TEight, T>(map.Rows, map.Columns, convolution, team);
            var extent = Extent.Of(map);
            field.Place(map, extent.Origin, extent.Grid(0.25));
            return PlainField.Of(field, map, charges);
        }
    }

    private static double[] Convolve<T>(IGridConvolution<T> convolution, GridGeometry grid, double[] charges)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var nodes = new NativeBuffer<T>(charges.Length);
        for (int k = 0; k < charges.Length; k++)
            nodes.Pointer[k] = T.CreateTruncating(charges[k]);
        convolution.Prepare(grid);
        T* field = convolution.Convolve(nodes.Pointer);
        return [.. new ReadOnlySpan<T>(field, charges.Length).ToArray().Select(double.CreateTruncating)];
    }
}
