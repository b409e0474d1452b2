using Xunit;
using Xunit.Sdk;
using Xunit.v3;

// The module's load context and its type names are the process's own, and a test may measure time: one at a time.
[assembly: Parallelization(Mode = ParallelMode.None)]

// In the order of the file, as Pester runs them, so that each result comes with its own duration.
[assembly: TestCaseOrderer(typeof(UnorderedTestCaseOrderer))]
