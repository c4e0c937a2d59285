using KernelSplit.Acceptance;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Shared<DebKernel>))]
[assembly: AssemblyFixture(typeof(Shared<DemoRun>))]
[assembly: AssemblyFixture(typeof(Shared<RepackRun>))]
[assembly: AssemblyFixture(typeof(Shared<OwnPackages>))]
[assembly: AssemblyFixture(typeof(Shared<TwoSnapshots>))]

// Classes run side by side: most wait for one processor's work, or for rpm, dpkg and QEMU, half of the time.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 3)]
