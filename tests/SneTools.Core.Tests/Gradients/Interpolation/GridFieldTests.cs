using System.Numerics;

namespace SneTools.Tests;

/// <summary>Fields through a grid, kernel spectrum and spline included, against sums over all pairs.</summary>
public class GridFieldTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void In_double_the_field_of_any_charges_is_that_of_a_plain_sum(int l)
    {
        AssertField<Lanes512<double>, double>(l, 5e-6, 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void In_single_it_is_so_but_for_rounding(int l)
    {
        AssertField<Lanes256<float>, float>(l, 6e-6, 4e-6);
    }

    [Fact]
    public void Half_the_spacing_leaves_a_hundredth_of_the_error()
    {
        Matrix map = Samples.Normal(200, 2, 4, 1.5);
        AssertOrder(default(GaussianKernel), map);
        AssertOrder(default(CauchyKernel), map);
        AssertOrder(new StudentKernel(3), map);

        static void AssertOrder<TKernel>(TKernel kernel, Matrix map)
            where TKernel : struct, IKernel
        {
            double coarse = Error<TKernel, Lanes512<double>, double>(kernel, map, null, 0.4, isWide: true);
            double fine = Error<TKernel, Lanes512<double>, double>(kernel, map, null, 0.2, isWide: true);
            Assert.True(fine < 0.01 * coarse, FormattableString.Invariant($"{coarse:0.0e+0} became {fine:0.0e+0}"));
        }
    }

    [Fact]
    public void A_grid_of_a_map_and_then_one_of_another_do_not_mix()
    {
        using var team = new ThreadTeam(2);
        using GridField<Lanes512<double>, double> field = Create<GaussianKernel, Lanes512<double>, double>(default, 150, 2, team, isWide: true);
        foreach (double deviation in (double[])[3, 0.7, 3, 5])
        {
            Matrix map = Samples.Normal(150, 2, 5, deviation);
            var extent = Extent.Of(map);
            field.Place(map, extent.Origin, extent.Grid(0.2));
            Assert.True(PlainField.Of(default(GaussianKernel), map, null).ErrorOf(PlainField.Of(field, map, null)) < 1e-5);
        }
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        Matrix map = Samples.Normal(6000, 2, 6, 8);
        var extent = Extent.Of(map);
        double[] charges = Samples.Normal(6000, 1, 7).Values;
        PlainField one = Compute(1);
        foreach (int threads in (int[])[2, 3, 8])
        {
            PlainField many = Compute(threads);
            Assert.Equal(one.Potential, many.Potential);
            Assert.Equal(one.Gradient, many.Gradient);
        }

        PlainField Compute(int threads)
        {
            using var team = new ThreadTeam(threads);
            using GridField<Lanes256<float>, float> field = Create<CauchyKernel, Lanes256<float>, float>(default, 6000, 2, team, isWide: true);
            field.Place(map, extent.Origin, extent.Grid(0.5));
            return PlainField.Of(field, map, charges);
        }
    }

    private static void AssertField<TEight, T>(int l, double tolerance, double smoothTolerance)
        where TEight : struct, ILanes<TEight, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Matrix map = Samples.Normal(160, l, l, l == 3 ? 1 : 3);
        map[3, 0] = 11; // Beyond all others, so one corner of the grid is next to empty.
        foreach (double[]? charges in (double[]?[])[null, Samples.Normal(160, 1, 9).Values])
        {
            foreach (bool isWide in (bool[])[true, false])
            {
                AssertSmall(Error<GaussianKernel, TEight, T>(default, map, charges, 0.25, isWide), tolerance);
                AssertSmall(Error<CauchyKernel, TEight, T>(default, map, charges, 0.25, isWide), 6e-4);
                AssertSmall(Error<StudentKernel, TEight, T>(new StudentKernel(10), map, charges, 0.25, isWide), smoothTolerance);
            }
        }

        // A Cauchy kernel, sharper than the others, wants finer grids.
        if (l < 3)
            AssertSmall(Error<CauchyKernel, TEight, T>(default, map, null, 0.09, isWide: true), tolerance);

        static void AssertSmall(double error, double tolerance) => Near.Equal(0, error, tolerance);
    }

    private static double Error<TKernel, TEight, T>(TKernel kernel, Matrix map, double[]? charges, double spacing, bool isWide)
        where TKernel : struct, IKernel
        where TEight : struct, ILanes<TEight, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var team = new ThreadTeam(2);
        using GridField<TEight, T> field = Create<TKernel, TEight, T>(kernel, map.Rows, map.Columns, team, isWide);
        var extent = Extent.Of(map);
        field.Place(map, extent.Origin, extent.Grid(spacing));
        return PlainField.Of(kernel, map, charges).ErrorOf(PlainField.Of(field, map, charges));
    }

    private static GridField<TEight, T> Create<TKernel, TEight, T>(
        TKernel kernel, int n, int l, ThreadTeam team, bool isWide)
        where TKernel : struct, IKernel
        where TEight : struct, ILanes<TEight, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        return new GridField<TEight, T>(n, l, isWide ? Convolution<Lanes512<T>>() : Convolution<Lanes256<T>>(), team);

        IGridConvolution<T> Convolution<TLanes>()
            where TLanes : struct, ILanes<TLanes, T> => TKernel.IsSeparable
                ? new SeparableConvolution<TLanes, T>(Weight, team)
                : new FourierConvolution<TLanes, T>(Weight, team);

        double Weight(double squaredDistance) => Math.Exp(kernel.LogWeight(squaredDistance));
    }
}
