using BenchmarkDotNet.Running;
using Tito.Bench.Serving;
using Tito.Bench.Tokenizers;

if (args is ["ratio"])
    return ReferenceRatio.Run();
if (args is ["turn-parts"]) { foreach (var t in (int[])[8192, 32768, 131072]) await TurnParts.RunAsync(t, Console.Out); return 0; }
if (args is ["turn-cost"])
    return await TurnCost.RunAsync();

BenchmarkSwitcher.FromAssembly(typeof(TurnCost).Assembly).Run(args);
return 0;
