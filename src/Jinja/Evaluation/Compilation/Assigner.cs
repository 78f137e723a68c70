using Tito.Jinja.Values;

namespace Tito.Jinja.Evaluation.Compilation;

/// <summary>A compiled target of assignment.</summary>
internal delegate void Assigner(Frame frame, Value value);
