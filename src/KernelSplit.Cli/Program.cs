using KernelSplit.Cli;

return CommandLine.Run(args).GetAwaiter().GetResult();
