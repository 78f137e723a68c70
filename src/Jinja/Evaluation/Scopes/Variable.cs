namespace Tito.Jinja.Evaluation.Scopes;

/// <summary>A slot in the frames of a function.</summary>
internal sealed record Variable(FunctionLayout Function, int Slot, string Name);
