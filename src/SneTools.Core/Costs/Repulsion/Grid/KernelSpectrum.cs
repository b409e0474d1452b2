namespace SneTools;

/// <summary>
/// The Fourier transform of a kernel on a ring of grid nodes in every axis, divided by what laying down and reading off
/// with the spline multiply it by: the kernel that the spline reproduces exactly at the nodes.
/// </summary>
/// <remarks>
/// The kernel is even in every axis, so its transform is real and even: one quadrant says all. It is computed in double
/// precision, because the division enlarges the highest frequencies.
/// </remarks>
internal static unsafe class KernelSpectrum
{
    /// <summary>Half the rings that a spline's tails need beyond the grid so as not to meet the kernel's seam.</summary>
    public const int Margin = 12;

    /// <summary>Length of the ring for an axis: twice the nodes, and room for the spline's tails.</summary>
    /// <param name="nodes">Nodes along the axis.</param>
    /// <param name="reach">Nodes beyond which the kernel has vanished: charges may then meet their own images from there on.</param>
    public static int RingLength(int nodes, int reach = int.MaxValue) =>
        nodes == 1 ? 1 : FourierLength.AtLeast(nodes + Math.Min(nodes, reach) + (2 * Margin));

    /// <summary>Frequencies of a ring that are different: 0 to half its length.</summary>
    public static int Half(int ring) => (ring / 2) + 1;

    /// <summary>Computes the transform.</summary>
    /// <param name="weight">w(d²).</param>
    /// <param name="spacing">Distance between nodes.</param>
    /// <param name="rings">Length of the ring in each of three axes; 1 for an axis that the map lacks.</param>
    /// <param name="refinement">1; or how many times finer the grid is that charges are laid on before they are laid on this one, and that
    /// the field is read from: its spline's response is divided by as well.</param>
    /// <param name="team">The threads that do the work.</param>
    /// <returns>The frequencies 0 to half the ring in every axis, the last axis contiguous, divided by the number of nodes
    /// on the rings; the caller's own, which takes as much memory as the grid.</returns>
    public static NativeBuffer<double> Compute(Func<double, double> weight, double spacing, ReadOnlySpan<int> rings, int refinement, ThreadTeam team)
    {
        int[] half = [Half(rings[0]), Half(rings[1]), Half(rings[2])];
        var values = new NativeBuffer<double>((long)half[0] * half[1] * half[2], isCleared: false);
        double* numbers = values.Pointer;
        team.Run(half[0] * half[1], line =>
        {
            double y = line % half[1];
            double z = line / half[1];
            double* target = numbers + ((long)line * half[2]);
            for (int x = 0; x < half[2]; x++)
                target[x] = weight(spacing * spacing * (((double)x * x) + (y * y) + (z * z)));
        });

        for (int axis = 0; axis < 3; axis++)
        {
            if (rings[axis] > 1)
                TransformEven(values, half, axis, rings[axis], refinement, team);
        }

        return values;
    }

    /// <summary>Transforms along one axis and divides by the spline's response.</summary>
    private static void TransformEven(NativeBuffer<double> values, int[] half, int axis, int ring, int refinement, ThreadTeam team)
    {
        int lanes = Lanes256<double>.Count;
        int count = half[axis];
        int inner = axis == 2 ? 1 : axis == 1 ? half[2] : half[1] * half[2];
        int lines = (int)(values.Length / count);
        double* numbers = values.Pointer;
        double[] response = SplineWindow.Response(ring);
        if (refinement > 1)
            response = [.. response.Zip(SplineWindow.Response(ring * refinement), (own, finer) => own * finer)];
        using var plan = new FourierPlan<Lanes256<double>, double>(ring);
        using var pool = new BufferPool<double>(team.Size, 2L * plan.Size);
        team.Run((lines + lanes - 1) / lanes, block =>
        {
            double* data = pool.Take(out int ticket);
            new Span<double>(data, plan.Size).Clear();
            for (int lane = 0; lane < lanes && (block * lanes) + lane < lines; lane++)
            {
                long start = Start((block * lanes) + lane);
                for (int k = 0; k < ring; k++)
                    data[(k * 2 * lanes) + lane] = numbers[start + ((long)Math.Min(k, ring - k) * inner)];
            }

            double* result = plan.Transform(data, data + plan.Size);
            for (int lane = 0; lane < lanes && (block * lanes) + lane < lines; lane++)
            {
                long start = Start((block * lanes) + lane);
                for (int k = 0; k < count; k++)
                    numbers[start + ((long)k * inner)] = result[(k * 2 * lanes) + lane] / (response[k] * ring);
            }

            pool.Return(ticket);
        });

        long Start(int line) => ((long)(line / inner) * inner * count) + (line % inner);
    }
}
