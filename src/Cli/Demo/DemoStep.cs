namespace Tito.Cli.Demo;

/// <summary>One request of the scripted agent.</summary>
/// <param name="Title">What the step shows, for people.</param>
/// <param name="RollsBack">Whether it drops the turn before it.</param>
/// <param name="Body">The chat completion body.</param>
internal sealed record DemoStep(string Title, bool RollsBack, string Body);
