using System.Runtime.InteropServices;

namespace SneTools.Plots;

/// <summary>Chooses the colors of a frame: its commonest as it is, which is the paper, and for the others the means of boxes of similar
/// ones, of which the box with the widest spread is cut again and again (Heckbert 1982, with variance for width as Wu 1991 has it).</summary>
internal static class FrameColors
{
    /// <summary>The most colors.</summary>
    public const int Most = 256;

    /// <summary>Colors that have the first five bits of red, green and blue in common are one.</summary>
    private const int CellBits = 5;

    private const int Cells = 1 << (3 * CellBits);

    /// <summary>Chooses colors, and says which every pixel has.</summary>
    /// <param name="pixels">The picture, red in the lowest byte of each.</param>
    /// <param name="indices">Receives the number of each pixel's color.</param>
    public static Rgb[] Choose(ReadOnlySpan<uint> pixels, Span<byte> indices)
    {
        uint paper = Commonest(pixels);
        var cells = new Cell[Cells];
        foreach (uint pixel in pixels)
        {
            if (pixel != paper)
                cells[CellOf(pixel)].Add(pixel);
        }

        List<int[]> boxes = Cut(cells, [.. Enumerable.Range(0, Cells).Where(k => cells[k].Count > 0)]);
        var colors = new Rgb[boxes.Count + 1];
        colors[0] = new Rgb((byte)paper, (byte)(paper >> 8), (byte)(paper >> 16));
        var indexOf = new byte[Cells];
        for (int b = 0; b < boxes.Count; b++)
        {
            Cell sum = default;
            foreach (int k in boxes[b])
            {
                sum.Add(cells[k]);
                indexOf[k] = (byte)(b + 1);
            }

            colors[b + 1] = new Rgb((byte)Math.Round(sum.Mean(0)), (byte)Math.Round(sum.Mean(1)), (byte)Math.Round(sum.Mean(2)));
        }

        for (int i = 0; i < pixels.Length; i++)
            indices[i] = pixels[i] == paper ? (byte)0 : indexOf[CellOf(pixels[i])];
        return colors;
    }

    /// <summary>The color that most pixels have.</summary>
    private static uint Commonest(ReadOnlySpan<uint> pixels)
    {
        var counts = new Dictionary<uint, int>();
        for (int first = 0; first < pixels.Length;)
        {
            // Paper and ink lie in long runs, of which each is looked up once.
            int length = 1 + pixels[(first + 1)..].IndexOfAnyExcept(pixels[first]);
            length = length == 0 ? pixels.Length - first : length;
            CollectionsMarshal.GetValueRefOrAddDefault(counts, pixels[first], out _) += length;
            first += length;
        }

        return counts.MaxBy(count => count.Value).Key;
    }

    private static int CellOf(uint pixel) =>
        (int)(((pixel >> 3) & 0x1F) | ((pixel >> 6) & 0x3E0) | ((pixel >> 9) & 0x7C00));

    private static List<int[]> Cut(Cell[] cells, int[] all)
    {
        var boxes = new List<int[]>();
        var open = new PriorityQueue<(int[] Cells, int Axis), double>();
        Open(all);
        while (open.TryDequeue(out (int[] Cells, int Axis) box, out double priority))
        {
            if (priority == 0 || boxes.Count + open.Count + 2 > Most - 1)
            {
                boxes.Add(box.Cells);
                continue;
            }

            Array.Sort(box.Cells, (a, b) => cells[a].Mean(box.Axis).CompareTo(cells[b].Mean(box.Axis)));
            Cell sum = default;
            foreach (int k in box.Cells)
                sum.Add(cells[k]);
            double mean = sum.Mean(box.Axis);
            int cut = Math.Clamp(Array.FindIndex(box.Cells, k => cells[k].Mean(box.Axis) > mean), 1, box.Cells.Length - 1);
            Open(box.Cells[..cut]);
            Open(box.Cells[cut..]);
        }

        return boxes;

        void Open(int[] box)
        {
            if (box.Length == 0)
                return;
            double[] spreads = [.. Enumerable.Range(0, 3).Select(axis => Spread(cells, box, axis))];
            int widest = Array.IndexOf(spreads, spreads.Max());
            open.Enqueue((box, widest), box.Length == 1 ? 0 : -spreads[widest]);
        }
    }

    /// <summary>The sum over a box's pixels of squared distances from their mean, along one color.</summary>
    private static double Spread(Cell[] cells, int[] box, int axis)
    {
        double count = 0;
        double sum = 0;
        double squares = 0;
        foreach (int k in box)
        {
            double mean = cells[k].Mean(axis);
            count += cells[k].Count;
            sum += cells[k].Count * mean;
            squares += cells[k].Count * mean * mean;
        }

        return Math.Max(0, squares - (sum * sum / count));
    }

    private struct Cell
    {
        private long _red;
        private long _green;
        private long _blue;

        public int Count { get; private set; }

        public void Add(uint pixel)
        {
            Count++;
            _red += (byte)pixel;
            _green += (byte)(pixel >> 8);
            _blue += (byte)(pixel >> 16);
        }

        public void Add(Cell other)
        {
            Count += other.Count;
            _red += other._red;
            _green += other._green;
            _blue += other._blue;
        }

        public readonly double Mean(int axis) => (double)(axis == 0 ? _red : axis == 1 ? _green : _blue) / Count;
    }
}
