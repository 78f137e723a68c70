using Tito.Jinja.Values;

namespace Tito.Jinja.Evaluation;

/// <summary>A compiled expression.</summary>
internal delegate Value Evaluator(Frame frame);
