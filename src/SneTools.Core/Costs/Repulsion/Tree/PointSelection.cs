using System.Runtime.Intrinsics;

namespace SneTools;

/// <summary>Divides points at a rank along one coordinate.</summary>
/// <remarks>A point is a record of four numbers, moved as one register.</remarks>
internal static unsafe class PointSelection
{
    /// <summary>Numbers of a record: up to three coordinates, and the number of the point.</summary>
    public const int Width = 4;

    private const int SampleSize = 31;

    /// <summary>Orders records so that none before a place is larger than one after it.</summary>
    /// <param name="records">The records.</param>
    /// <param name="start">The first.</param>
    /// <param name="end">The one after the last.</param>
    /// <param name="place">The place, from <paramref name="start"/> to <paramref name="end"/> - 1.</param>
    /// <param name="axis">The coordinate to compare by.</param>
    public static void Divide(double* records, int start, int end, int place, int axis)
    {
        while (end - start > 1)
        {
            double pivot = Pivot(records, start, end, place, axis);
            int middle = MoveSmaller(records, start, end, pivot, axis);
            if (place < middle)
            {
                end = middle;
            }
            else if (middle > start)
            {
                start = middle;
            }
            else
            {
                // The pivot is the smallest: those that equal it come next. Only NaN equals nothing.
                middle = MoveEqual(records, start, end, pivot, axis);
                if (place < middle || middle == start)
                    return;
                start = middle;
            }
        }
    }

    /// <summary>A number near the one that belongs at a place, from a sample.</summary>
    private static double Pivot(double* records, int start, int end, int place, int axis)
    {
        int count = end - start;
        int size = count > 16 * SampleSize ? SampleSize : Math.Min(count, 5);
        Span<double> sample = stackalloc double[SampleSize];
        sample = sample[..size];
        for (int k = 0; k < size; k++)
            sample[k] = records[(Width * (start + (long)((k + 0.5) * count / size))) + axis];
        sample.Sort();
        return sample[(int)((long)(place - start) * size / count)];
    }

    /// <summary>Moves the records below a number to the front; without a branch, as no processor could predict it.
    /// </summary>
    private static int MoveSmaller(double* records, int start, int end, double pivot, int axis)
    {
        double* target = records + ((long)Width * start);
        double* last = records + ((long)Width * end);
        for (double* source = target; source < last; source += Width)
        {
            int isSmaller = source[axis] < pivot ? 1 : 0;
            Vector256<double> moved = Vector256.Load(source);
            Vector256.Load(target).Store(source);
            moved.Store(target);
            target += Width * isSmaller;
        }

        return (int)((target - records) / Width);
    }

    private static int MoveEqual(double* records, int start, int end, double pivot, int axis)
    {
        int target = start;
        for (int source = start; source < end; source++)
        {
            if (records[((long)Width * source) + axis] != pivot)
                continue;
            Vector256<double> moved = Vector256.Load(records + ((long)Width * source));
            Vector256.Load(records + ((long)Width * target)).Store(records + ((long)Width * source));
            moved.Store(records + ((long)Width * target));
            target++;
        }

        return target;
    }
}
