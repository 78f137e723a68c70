using BenchmarkDotNet.Running;
using Tito.Bench.Tokenizers;

if (args is ["ratio"])
    return ReferenceRatio.Run();

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
