using BenchmarkDotNet.Running;
using Tito.Bench.Serving;
using Tito.Bench.Tokenizers;

if (args is ["ratio"])
    return ReferenceRatio.Run();
if (args is ["turn-parts"])
    return await TurnParts.RunAsync();
if (args is ["line-parts"])
    return await LineParts.RunAsync();
if (args is ["serve", var engine, var port])
    return await AllocationServer.RunAsync(engine, int.Parse(port, System.Globalization.CultureInfo.InvariantCulture));
if (args is ["turn-memory"])
    return await TurnMemory.RunAsync();
if (args is ["turn-cost"])
    return await TurnCost.RunAsync();

BenchmarkSwitcher.FromAssembly(typeof(TurnCost).Assembly).Run(args);
return 0;
