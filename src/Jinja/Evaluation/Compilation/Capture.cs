using Tito.Jinja.Values;

namespace Tito.Jinja.Evaluation.Compilation;

/// <summary>A compiled body whose output is taken instead of written.</summary>
internal delegate Flow Capture(Frame frame, out Value captured);
