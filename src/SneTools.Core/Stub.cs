namespace SneTools;
internal sealed class TreeRepulsion<TKernel, TNormalization>(TKernel k, int n, int d, ThreadTeam team) : IRepulsion { public ReadOnlySpan<double> LogRowSums => default; public double Evaluate(Matrix map, double tolerance, Matrix gradient) => throw new NotSupportedException($"{k}{n}{d}{team}"); }
public static class NearestNeighbors { public static NeighborGraph Find(Matrix points, int k, NeighborSearch s, NeighborMetric m, int seed, ThreadTeam team, CancellationToken c) {
 int n = points.Rows; var idx = new int[n*k]; var d = new float[n*k];
 team.Run(n, i => { var row = new double[n]; var id = new int[n]; for (int j = 0; j < n; j++) { row[j] = j == i ? double.MaxValue : Distance.Squared(points.Row(i), points.Row(j)); id[j] = j; } Array.Sort(row, id); for (int q = 0; q < k; q++) { idx[i*k+q] = id[q]; d[i*k+q] = (float)row[q]; } });
 return new NeighborGraph(n, k, idx, d); } }
