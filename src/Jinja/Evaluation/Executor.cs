namespace Tito.Jinja.Evaluation;

/// <summary>A compiled statement.</summary>
internal delegate Flow Executor(Frame frame);
