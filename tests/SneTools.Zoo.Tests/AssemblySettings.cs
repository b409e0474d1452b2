using SneTools.ZooTests;
using Xunit.Sdk;
using Xunit.v3;

// Every map is made on one thread, and as many are made at a time as there are processors: for small tables that is the
// better use of them, and no result depends on the number of threads.
[assembly: Parallelization(Mode = ParallelMode.All)]
[assembly: AssemblyFixture(typeof(ReportFixture))]
