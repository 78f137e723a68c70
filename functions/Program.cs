using Tito.Functions;
using Tito.Server.CommandLine;

return WorkerFront.IsAskedFor(args) ? await WorkerFront.RunAsync(args) : await ServerCommand.RunAsync(args);
