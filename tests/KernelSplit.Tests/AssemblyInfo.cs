using Xunit.Sdk;
using Xunit.v3;

// A test has its own files, and none changes what the process has only once: every test can run beside every other.
[assembly: Parallelization(Mode = ParallelMode.All)]
