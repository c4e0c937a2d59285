// Each test keeps all processors busy by itself.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
