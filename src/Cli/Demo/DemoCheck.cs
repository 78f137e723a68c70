namespace Tito.Cli.Demo;

/// <summary>One thing that the demo proves.</summary>
/// <param name="Name">The claim.</param>
/// <param name="Held">Whether it held.</param>
/// <param name="Detail">What was seen.</param>
internal sealed record DemoCheck(string Name, bool Held, string Detail);
