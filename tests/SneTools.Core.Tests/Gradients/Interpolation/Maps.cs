namespace SneTools.Tests;

/// <summary>Maps as they are at the start, in the middle and at the end of a run, and as no run should leave them.</summary>
internal static class Maps
{
    public static IReadOnlyList<string> Names { get; } = ["tiny", "small", "medium", "wide", "with outliers"];

    public static Matrix Create(string name, int n, int l, int seed = 1)
    {
        switch (name)
        {
            case "tiny":
                return Samples.Normal(n, l, seed, 1e-4);
            case "small":
                return Samples.Normal(n, l, seed, 0.1);
            case "medium":
                return Samples.Normal(n, l, seed, 1.5);
            case "wide":
                return Clusters(n, l, seed, l == 1 ? 300 : l == 2 ? 20 : 5);
            default:
                Matrix map = Clusters(n, l, seed, l == 1 ? 100 : l == 2 ? 8 : 2);
                for (int k = 0; k < 5; k++)
                    map[k * n / 5, k % l] += (l == 3 ? 1 : 4) * (k + 1);
                return map;
        }
    }

    /// <summary>Ten clusters in a square, a few points of each astray.</summary>
    private static Matrix Clusters(int n, int l, int seed, double width)
    {
        Matrix map = Samples.Normal(n, l, seed, width / 15);
        Matrix centers = Samples.Normal(10, l, seed + 1, width / 2);
        for (int i = 0; i < n; i++)
        {
            double pull = i % 17 == 0 ? 0.7 : 1;
            for (int c = 0; c < l; c++)
                map[i, c] += pull * centers[i % 10, c];
        }

        return map;
    }
}
