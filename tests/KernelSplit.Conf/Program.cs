using KernelSplit.Conf;

return ConfProcess.Run(args);
