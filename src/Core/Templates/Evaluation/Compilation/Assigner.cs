using Tito.Core.Templates.Values;

namespace Tito.Core.Templates.Evaluation.Compilation;

/// <summary>A compiled target of assignment.</summary>
internal delegate void Assigner(Frame frame, Value value);
