using Tito.Core.Templates.Values;

namespace Tito.Core.Templates.Evaluation;

/// <summary>A compiled expression.</summary>
internal delegate Value Evaluator(Frame frame);
