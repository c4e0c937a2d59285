using Xunit.Sdk;
using Xunit.v3;

// Each test keeps all processors busy by itself.
[assembly: Parallelization(Mode = ParallelMode.None)]
