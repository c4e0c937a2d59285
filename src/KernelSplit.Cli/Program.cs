using KernelSplit.Cli;

return await CommandLine.Run(args);
